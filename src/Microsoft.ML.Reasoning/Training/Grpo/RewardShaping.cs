namespace Microsoft.ML.Reasoning;

/// <summary>What is taken off rewards before they become advantages.</summary>
internal static class RewardShaping
{
    /// <summary>Subtracts <paramref name="coefficient"/> times the estimated divergence (k1, summed over the tokens) from the initial model.</summary>
    public static void SubtractDivergence(Rollout rollout, double coefficient)
    {
        if (coefficient == 0)
            return;
        foreach (RolloutSample sample in rollout.Samples)
            sample.Reward -= coefficient * sample.Generated.LogProbabilities.Zip(sample.ReferenceLogProbabilities!, (own, reference) => (double)own - reference).Sum();
    }
}
