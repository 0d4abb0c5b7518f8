namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Which tokens of a minibatch a loss treats in another way: 1 for those that are selected, else 0; one list a response.</summary>
public static class TokenSelection
{
    /// <summary>The tokens whose entropy is at least the quantile 1 - share of all that count (arXiv 2506.01939).</summary>
    /// <param name="entropies">The entropy at each token.</param>
    /// <param name="masks">Which tokens count.</param>
    /// <param name="share">The share to select.</param>
    public static float[][] HighestEntropy(IReadOnlyList<IReadOnlyList<double>> entropies, IReadOnlyList<IReadOnlyList<float>> masks, double share)
    {
        ArgumentNullException.ThrowIfNull(entropies);
        ArgumentNullException.ThrowIfNull(masks);
        double[] counted = [.. entropies.SelectMany((row, i) => row.Where((_, t) => masks[i][t] > 0)).Order()];
        double threshold = counted.Length == 0 ? 0 : Quantile(counted, 1 - share);
        return Select(entropies, (i, t) => masks[i][t] > 0 && entropies[i][t] >= threshold);
    }

    /// <summary>(log p - mean) (A - mean) of each token, means over the tokens that count (arXiv 2505.22617, equation 10).</summary>
    /// <param name="logProbabilities">Of the tokens under the policy before the step, so that it does not matter how a minibatch is cut.</param>
    /// <param name="advantages">The advantage of each token.</param>
    /// <param name="masks">Which tokens count; the others have negative infinity.</param>
    public static double[][] Covariances(
        IReadOnlyList<IReadOnlyList<float>> logProbabilities, IReadOnlyList<IReadOnlyList<float>> advantages, IReadOnlyList<IReadOnlyList<float>> masks)
    {
        ArgumentNullException.ThrowIfNull(logProbabilities);
        ArgumentNullException.ThrowIfNull(masks);
        double log = 0, advantage = 0, count = 0;
        ForEach((i, t) =>
        {
            log += logProbabilities[i][t];
            advantage += advantages[i][t];
            count++;
        });
        double[][] covariances = [.. masks.Select(row => Enumerable.Repeat(double.NegativeInfinity, row.Count).ToArray())];
        ForEach((i, t) => covariances[i][t] = (logProbabilities[i][t] - log / count) * (advantages[i][t] - advantage / count));
        return covariances;

        void ForEach(Action<int, int> action)
        {
            for (int i = 0; i < masks.Count; i++)
                for (int t = 0; t < masks[i].Count; t++)
                    if (masks[i][t] > 0)
                        action(i, t);
        }
    }

    /// <summary>The tokens of highest covariance: the given share of those that count, at least one.</summary>
    public static float[][] HighestCovariance(IReadOnlyList<IReadOnlyList<double>> covariances, double share)
    {
        ArgumentNullException.ThrowIfNull(covariances);
        double[] counted = [.. covariances.SelectMany(row => row).Where(value => value > double.NegativeInfinity).OrderDescending()];
        if (counted.Length == 0)
            return Select(covariances, (_, _) => false);
        int left = Math.Max(1, (int)(counted.Length * share));
        double least = counted[left - 1];
        // Of equals, the first.
        return Select(covariances, (i, t) => covariances[i][t] >= least && left-- > 0);
    }

    /// <summary>Tokens chosen at random among those whose covariance lies between two bounds: the given share of all that count, at least one.</summary>
    /// <param name="covariances">From <see cref="Covariances"/>.</param>
    /// <param name="share">The share to select.</param>
    /// <param name="low">The lower bound.</param>
    /// <param name="high">The upper bound.</param>
    /// <param name="key">The key of the random numbers.</param>
    public static float[][] RandomCovariance(IReadOnlyList<IReadOnlyList<double>> covariances, double share, double low, double high, RandomKey key)
    {
        ArgumentNullException.ThrowIfNull(covariances);
        int counted = covariances.Sum(row => row.Count(value => value > double.NegativeInfinity));
        (int I, int T)[] eligible =
        [
            .. covariances.SelectMany((row, i) => Enumerable.Range(0, row.Count).Where(t => row[t] > low && row[t] < high).Select(t => (i, t))),
        ];
        int[] order = CounterRandom.Permutation(key, eligible.Length);
        HashSet<(int, int)> chosen = [.. order.Take(Math.Max(1, (int)(counted * share))).Select(place => eligible[place])];
        return Select(covariances, (i, t) => chosen.Contains((i, t)));
    }

    private static float[][] Select(IReadOnlyList<IReadOnlyList<double>> like, Func<int, int, bool> selected) =>
        [.. like.Select((row, i) => Enumerable.Range(0, row.Count).Select(t => selected(i, t) ? 1f : 0f).ToArray())];

    /// <summary>Between two neighbours, a straight line.</summary>
    private static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)Math.Floor(place), above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
