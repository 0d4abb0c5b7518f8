using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>Gives the responses of a rollout their advantages.</summary>
internal static class AdvantageStage
{
    public static void Run(Rollout rollout, AdvantageOptions options)
    {
        RolloutSample[] samples = [.. rollout.Samples];
        int[] groups = [.. rollout.Groups.SelectMany((group, i) => group.Samples.Select(_ => i))];
        double[] rewards = [.. samples.Select(sample => sample.Reward)];
        double[] advantages = options.Estimator switch
        {
            AdvantageEstimator.Rloo => GroupAdvantages.Rloo(rewards, groups),
            AdvantageEstimator.Opo => GroupAdvantages.Opo(rewards, groups, [.. samples.Select(sample => sample.Generated.TokenIds.Count)]),
            AdvantageEstimator.PassAtK => GroupAdvantages.PassAtK(rewards, groups, options.K),
            _ => GroupAdvantages.Grpo(rewards, groups, options.Scale, options.Epsilon),
        };
        for (int i = 0; i < samples.Length; i++)
            samples[i].Advantage = advantages[i];
    }
}
