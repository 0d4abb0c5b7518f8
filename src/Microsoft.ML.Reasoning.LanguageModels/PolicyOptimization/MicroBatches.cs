namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Cuts a minibatch into the parts that are computed one after the other.</summary>
internal static class MicroBatches
{
    /// <summary>Indexes into <paramref name="minibatch"/>.</summary>
    public static IReadOnlyList<int[]> Cut(IReadOnlyList<PolicySequence> minibatch, int maxTokens, bool wholeGroups)
    {
        if (!wholeGroups)
            return LengthBuckets.Cut([.. minibatch.Select(sequence => sequence.TokenCount)], maxTokens);
        var parts = new List<int[]>();
        var part = new List<int>();
        long tokens = 0;
        foreach (IGrouping<int, int> group in Enumerable.Range(0, minibatch.Count).GroupBy(i => minibatch[i].Group))
        {
            long more = group.Sum(i => (long)minibatch[i].TokenCount);
            if (part.Count > 0 && tokens + more > maxTokens)
            {
                parts.Add([.. part]);
                part.Clear();
                tokens = 0;
            }

            part.AddRange(group);
            tokens += more;
        }

        parts.Add([.. part]);
        return parts;
    }
}
