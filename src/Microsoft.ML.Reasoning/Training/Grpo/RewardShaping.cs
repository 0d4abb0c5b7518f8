using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>What is taken off rewards before they become advantages.</summary>
internal static class RewardShaping
{
    /// <summary>Subtracts <paramref name="coefficient"/> times the estimated divergence from the initial model, summed over the tokens.</summary>
    public static void SubtractDivergence(Rollout rollout, double coefficient, KlEstimator estimator)
    {
        if (coefficient == 0)
            return;
        foreach (RolloutSample sample in rollout.Samples)
            sample.Reward = RewardSums.WithDivergence(
                sample.Reward, sample.Generated.LogProbabilities, sample.ReferenceLogProbabilities!, coefficient, estimator).Sum();
    }
}
