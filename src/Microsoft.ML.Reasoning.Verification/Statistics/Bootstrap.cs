namespace Microsoft.ML.Reasoning.Verification;

/// <summary>
/// Percentile bootstrap over problems: the problems are drawn again with replacement, the samples of a problem stay together.
/// The draws depend on the seed alone, so the same values give the same interval on every machine.
/// </summary>
public static class Bootstrap
{
    /// <summary>Resamples where none are given.</summary>
    public const int DefaultResamples = 2000;

    /// <summary>Interval of the mean of one value a problem.</summary>
    /// <param name="values">One value a problem; at least one.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <param name="confidence">Share of the resampled means inside the interval, between 0 and 1.</param>
    public static ConfidenceInterval Mean(
        ReadOnlySpan<double> values, ulong seed = 0, int resamples = DefaultResamples, double confidence = 0.95)
    {
        if (values.IsEmpty)
            throw new ArgumentException("No problems to draw from.", nameof(values));
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 1);
        if (!(confidence > 0 && confidence < 1))
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence lies between 0 and 1, both excluded.");

        double[] means = new double[resamples];
        ulong counter = 0;
        for (int b = 0; b < resamples; b++)
        {
            double sum = 0;
            for (int i = 0; i < values.Length; i++)
                sum += values[Index(seed, counter++, values.Length)];
            means[b] = sum / values.Length;
        }
        Array.Sort(means);
        double total = 0;
        foreach (double value in values)
            total += value;
        double tail = (1 - confidence) / 2;
        return new ConfidenceInterval(total / values.Length, Quantile(means, tail), Quantile(means, 1 - tail));
    }

    /// <summary>
    /// Interval of the mean difference second - first over the same problems, drawn in pairs: far narrower than the difference of
    /// two intervals, because what makes a problem hard is in both.
    /// </summary>
    /// <param name="first">One value a problem.</param>
    /// <param name="second">One value for each of the same problems, in the same order.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="resamples">Number of resamples.</param>
    /// <param name="confidence">Share of the resampled means inside the interval, between 0 and 1.</param>
    public static ConfidenceInterval Difference(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, ulong seed = 0, int resamples = DefaultResamples, double confidence = 0.95)
    {
        if (first.Length != second.Length)
            throw new ArgumentException($"{first.Length} and {second.Length} values cannot be paired.", nameof(second));
        double[] differences = new double[first.Length];
        for (int i = 0; i < differences.Length; i++)
            differences[i] = second[i] - first[i];
        return Mean(differences, seed, resamples, confidence);
    }

    // Linear interpolation between order statistics.
    private static double Quantile(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]) : sorted[below];
    }

    // SplitMix64 as a counter-based generator, then the high half of a 64 x 64 bit product: bias below count / 2^64.
    private static int Index(ulong seed, ulong counter, int count)
    {
        ulong z = Mix(seed) + (counter + 1) * 0x9E3779B97F4A7C15;
        return (int)Math.BigMul(Mix(z), (ulong)count, out _);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
