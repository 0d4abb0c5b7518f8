namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Estimates of pass@k and its relatives for one problem, from n samples of which c are correct.</summary>
public static class PassAtK
{
    /// <summary>
    /// The unbiased estimate of pass@k, 1 - C(n-c, k) / C(n, k): the probability that k of the n samples,
    /// drawn without replacement, hold at least one correct one.
    /// </summary>
    /// <param name="samples">n, at least 1.</param>
    /// <param name="correct">c, between 0 and n.</param>
    /// <param name="k">Number of samples drawn, between 1 and n: fewer samples than k say nothing about pass@k.</param>
    public static double Estimate(int samples, int correct, int k)
    {
        Check(samples, correct, k);
        if (samples - correct < k)
            return 1;
        // C(n-c, k) / C(n, k) is symmetric in c and k: walk along the smaller one. Only positive terms are added, so nothing cancels.
        (int steps, int part) = correct < k ? (correct, k) : (k, correct);
        double hit = 0, miss = 1;
        for (int j = 0; j < steps; j++)
        {
            hit += miss * part / (samples - j);
            miss *= (double)(samples - part - j) / (samples - j);
        }
        return hit;
    }

    /// <summary>The unbiased estimate of pass^k, C(c, k) / C(n, k): the probability that k of the n samples are all correct.</summary>
    /// <param name="samples">n, at least 1.</param>
    /// <param name="correct">c, between 0 and n.</param>
    /// <param name="k">Number of samples drawn, between 1 and n.</param>
    public static double EstimateAll(int samples, int correct, int k)
    {
        Check(samples, correct, k);
        double all = 1;
        for (int j = 0; j < k && all > 0; j++)
            all *= (double)(correct - j) / (samples - j);
        return all;
    }

    /// <summary>mean@n: the share of the samples that are correct, c / n.</summary>
    /// <param name="samples">n, at least 1.</param>
    /// <param name="correct">c, between 0 and n.</param>
    public static double Mean(int samples, int correct)
    {
        Check(samples, correct, 1);
        return (double)correct / samples;
    }

    private static void Check(int samples, int correct, int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(correct);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(correct, samples);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, samples);
    }
}
