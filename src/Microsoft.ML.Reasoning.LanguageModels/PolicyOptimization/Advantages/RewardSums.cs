namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What is done to rewards before they become advantages.</summary>
public static class RewardSums
{
    /// <summary>The weighted sum over reward functions; one that gave none (NaN) is left out, and NaN is the sum of none at all.</summary>
    /// <param name="rewards">For each reward function its rewards.</param>
    /// <param name="weights">The weight of each function.</param>
    public static double[] Weighted(IReadOnlyList<IReadOnlyList<double>> rewards, IReadOnlyList<double> weights)
    {
        ArgumentNullException.ThrowIfNull(rewards);
        ArgumentNullException.ThrowIfNull(weights);
        if (rewards.Count != weights.Count || rewards.Count == 0)
            throw new ArgumentException($"There are {rewards.Count} reward functions and {weights.Count} weights.", nameof(weights));
        var sums = new double[rewards[0].Count];
        for (int i = 0; i < sums.Length; i++)
        {
            int[] known = [.. Enumerable.Range(0, rewards.Count).Where(f => !double.IsNaN(rewards[f][i]))];
            sums[i] = known.Length == 0 ? double.NaN : known.Sum(f => weights[f] * rewards[f][i]);
        }

        return sums;
    }

    /// <summary>
    /// The soft punishment of overlong responses (DAPO, arXiv 2503.14476, equation 13): 0 up to limit - buffer tokens, falling to -1 at
    /// the limit.
    /// </summary>
    /// <param name="tokens">The length of a response.</param>
    /// <param name="limit">The longest response.</param>
    /// <param name="buffer">How many tokens before the limit the punishment begins.</param>
    public static double OverlongPenalty(int tokens, int limit, int buffer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buffer, 1);
        return -Math.Clamp((double)(tokens - (limit - buffer)) / buffer, 0, 1);
    }

    /// <summary>
    /// The reward of each token where the divergence from the reference is part of the reward (arXiv 1909.08593, equation 2): minus
    /// coefficient times the estimate at every token, plus the reward of the response at its last.
    /// </summary>
    /// <param name="reward">The reward of the response.</param>
    /// <param name="logProbabilities">Of its tokens under the policy that drew them.</param>
    /// <param name="referenceLogProbabilities">Of its tokens under the reference.</param>
    /// <param name="coefficient">The weight of the divergence.</param>
    /// <param name="estimator">How it is estimated.</param>
    public static double[] WithDivergence(
        double reward,
        IReadOnlyList<float> logProbabilities,
        IReadOnlyList<float> referenceLogProbabilities,
        double coefficient,
        KlEstimator estimator = KlEstimator.K1)
    {
        ArgumentNullException.ThrowIfNull(logProbabilities);
        ArgumentNullException.ThrowIfNull(referenceLogProbabilities);
        var rewards = new double[logProbabilities.Count];
        for (int t = 0; t < rewards.Length; t++)
        {
            double d = (double)logProbabilities[t] - referenceLogProbabilities[t];
            rewards[t] = -coefficient * estimator switch
            {
                KlEstimator.K1 => d,
                KlEstimator.K2 => d * d / 2,
                _ => Math.Exp(-d) - 1 + d,
            };
        }

        rewards[^1] += reward;
        return rewards;
    }
}
