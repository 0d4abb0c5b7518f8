namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Draws among the most probable tokens of a row: top-k, then top-p, then min-p, as <see cref="SamplingDecoding.Restrict"/> defines them.</summary>
internal sealed class HostTruncation(GenerationSettings settings, int vocabulary)
{
    private readonly int topK = settings.TopK;
    private readonly float topP = settings.TopP;
    private readonly float minP = settings.MinP;
    private readonly ulong[] candidates = new ulong[vocabulary];
    private readonly int[] kept = new int[vocabulary];

    /// <summary>Draws a token.</summary>
    /// <param name="weights">The weights of all tokens, the greatest of them 1.</param>
    /// <param name="total">Their sum.</param>
    /// <param name="uniform">A random number in [0, 1).</param>
    /// <returns>The token, and the sum of the weights of the tokens that were kept.</returns>
    public (int Token, double Kept) Draw(ReadOnlySpan<float> weights, double total, double uniform)
    {
        Span<ulong> sorted = Sort(weights, total);
        double sum = 0, most = double.PositiveInfinity;
        if (topP < 1)
        {
            most = 0;
            foreach (ulong candidate in sorted)
                most += weights[(int)(uint)candidate];
            // Without top-k the candidates are not all tokens, but all that can count.
            most = (topK > 0 ? most : total) * topP;
        }

        int count = 0;
        // The greatest weight is 1: min-p is a limit for the weights themselves.
        while (count < sorted.Length && sum < most && weights[(int)(uint)sorted[count]] >= minP)
            sum += weights[kept[count] = (int)(uint)sorted[count++]];
        Span<int> order = kept.AsSpan(0, count);
        // In the order of the vocabulary: two tokens of nearly the same weight do not change places.
        order.Sort();
        double threshold = Math.Min(uniform * sum, Math.BitDecrement(sum)), before = 0;
        int drawn = order[0];
        foreach (int token in order)
        {
            if (weights[token] == 0)
                continue;
            drawn = token;
            before += weights[token];
            if (before > threshold)
                break;
        }

        return (drawn, sum);
    }

    /// <summary>The tokens that can be kept, the most probable first, between equals the lowest index; the token is the lower half.</summary>
    private Span<ulong> Sort(ReadOnlySpan<float> weights, double total)
    {
        // All tokens below this weight together have less than top-p leaves out, or min-p leaves each of them out.
        double least = topK > 0 ? 1 : Math.Max(minP, (1 - topP) * total / weights.Length);
        int wanted = topK > 0 ? Math.Min(topK, weights.Length) : 0, count;
        do
        {
            // Few tokens have most of the weight: look at those above a limit, and lower it while they are too few.
            if (topK > 0)
                least = least > 1e-30 ? least / 1024 : 0;
            count = 0;
            for (int token = 0; token < weights.Length; token++)
                if (weights[token] >= least)
                    candidates[count++] = ((ulong)~BitConverter.SingleToUInt32Bits(weights[token]) << 32) | (uint)token;
        }
        while (count < wanted && least > 0);
        Span<ulong> sorted = candidates.AsSpan(0, count);
        sorted.Sort();
        return wanted > 0 ? sorted[..Math.Min(wanted, count)] : sorted;
    }
}
