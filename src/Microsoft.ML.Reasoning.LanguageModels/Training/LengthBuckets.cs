namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Cuts a batch into micro-batches of similar length, so that little padding is computed.</summary>
internal static class LengthBuckets
{
    /// <summary>What one more forward and backward pass costs, in tokens: two buckets are joined where padding is cheaper.</summary>
    private const long PassCost = 64;

    /// <summary>The cheapest cut of the examples, ordered by length, into runs of at most <paramref name="maxTokens"/> padded tokens.</summary>
    /// <returns>Indexes into <paramref name="lengths"/>, shortest examples first. An example that is too long by itself has its own bucket.</returns>
    public static IReadOnlyList<int[]> Cut(IReadOnlyList<int> lengths, int maxTokens)
    {
        int[] order = [.. Enumerable.Range(0, lengths.Count).OrderBy(i => lengths[i])];
        var cost = new long[order.Length + 1];
        var start = new int[order.Length + 1];
        for (int end = 1; end <= order.Length; end++)
        {
            long longest = lengths[order[end - 1]];
            cost[end] = long.MaxValue;
            for (int from = end - 1; from >= 0; from--)
            {
                long padded = (end - from) * longest;
                if (padded > maxTokens && from < end - 1)
                    break;
                if (cost[from] + padded + PassCost >= cost[end])
                    continue;
                cost[end] = cost[from] + padded + PassCost;
                start[end] = from;
            }
        }

        var buckets = new Stack<int[]>();
        for (int end = order.Length; end > 0; end = start[end])
            buckets.Push(order[start[end]..end]);
        return [.. buckets];
    }
}
