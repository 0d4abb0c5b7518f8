namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Cuts a minibatch into the parts that are computed one after the other, and those into parts for threads.</summary>
internal static class MicroBatches
{
    /// <summary>Parts of similar length, for rows that are padded; indexes into the minibatch.</summary>
    public static IReadOnlyList<int[]> ByLength(IReadOnlyList<PolicySequence> minibatch, int maxTokens) =>
        LengthBuckets.Cut([.. minibatch.Select(sequence => sequence.TokenCount)], maxTokens);

    /// <summary>Parts whose groups stand together, as many as fit; a group that is too large by itself is cut unless it must stay whole.</summary>
    public static IReadOnlyList<int[]> ByGroup(IReadOnlyList<PolicySequence> minibatch, int maxTokens, bool wholeGroups)
    {
        var parts = new List<int[]>();
        var part = new List<int>();
        long tokens = 0;
        foreach (IGrouping<int, int> group in Enumerable.Range(0, minibatch.Count).GroupBy(i => minibatch[i].Group))
        {
            int[] members = [.. group];
            int prompt = minibatch[members[0]].PromptIds.Count;
            Begin(prompt + members.Sum(i => (long)minibatch[i].ResponseIds.Count));
            foreach (int i in members)
            {
                int more = minibatch[i].ResponseIds.Count;
                if (!wholeGroups && part.Count > 0 && tokens + prompt + more > maxTokens)
                    Begin(long.MaxValue);
                part.Add(i);
                tokens += more;
            }

            tokens += prompt;
        }

        parts.Add([.. part]);
        return parts;

        void Begin(long more)
        {
            if (part.Count == 0 || tokens + Math.Min(more, maxTokens) <= maxTokens)
                return;
            parts.Add([.. part]);
            part.Clear();
            tokens = 0;
        }
    }

    /// <summary>Neighbours for each of some threads, of about the same number of tokens; groups are cut where they would leave a thread idle.</summary>
    public static IReadOnlyList<PolicySequence[]> Deal(IReadOnlyList<PolicySequence> sequences, int threads)
    {
        long total = 0;
        for (int i = 0; i < sequences.Count; i++)
            total += Cost(i);
        var parts = new List<PolicySequence[]>();
        int first = 0;
        long done = 0;
        for (int i = 0; i < sequences.Count; i++)
        {
            bool begins = i > first && NewPrompt(i);
            // A little early, where a group begins, is better than in the middle of it.
            double due = (double)total * (parts.Count + 1) / threads, slack = begins ? 0.1 * total / threads : 0;
            if (i > first && parts.Count < threads - 1 && done + (begins ? 0 : Cost(i) / 2) >= due - slack)
            {
                parts.Add([.. sequences.Skip(first).Take(i - first)]);
                first = i;
            }

            done += Cost(i);
        }

        parts.Add([.. sequences.Skip(first)]);
        return parts;

        long Cost(int i) => sequences[i].ResponseIds.Count + (NewPrompt(i) ? sequences[i].PromptIds.Count : 0);

        bool NewPrompt(int i) => i == 0 || !HostLayout.SamePrompt(sequences[i - 1], sequences[i]);
    }
}
