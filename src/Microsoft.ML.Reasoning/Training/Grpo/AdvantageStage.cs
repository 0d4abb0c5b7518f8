using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>Gives the responses of a rollout their advantages. A response without a reward has the advantage 0 and counts nowhere.</summary>
internal static class AdvantageStage
{
    public static void Run(Rollout rollout, AdvantageOptions options)
    {
        (RolloutSample Sample, int Group)[] scored =
        [
            .. rollout.Groups.SelectMany((group, i) => group.Samples.Select(sample => (Sample: sample, Group: i)))
                .Where(item => item.Sample.IsScored && rollout.Groups[item.Group].Greedy is not { IsScored: false }),
        ];
        if (scored.Length == 0)
            return;
        RolloutSample[] samples = [.. scored.Select(item => item.Sample)];
        int[] groups = [.. scored.Select(item => item.Group)];
        double[] rewards = [.. samples.Select(sample => sample.Reward)];
        int[] lengths = [.. samples.Select(sample => sample.Generated.TokenIds.Count)];
        double[] advantages = options.Estimator switch
        {
            AdvantageEstimator.Grpo => GroupAdvantages.Grpo(rewards, groups, options.Scale, options.Epsilon),
            AdvantageEstimator.Rloo => GroupAdvantages.Rloo(rewards, groups),
            AdvantageEstimator.Opo => GroupAdvantages.Opo(rewards, groups, lengths),
            AdvantageEstimator.PassAtK => GroupAdvantages.PassAtK(rewards, groups, options.K),
            AdvantageEstimator.Remax => GroupAdvantages.Remax(rewards, [.. groups.Select(group => rollout.Groups[group].Greedy!.Reward)]),
            // Without a discount every token of a response has the same return, so one number says it.
            AdvantageEstimator.ReinforcePlusPlus => First(TokenAdvantages.ReinforcePlusPlus([.. rewards.Zip(lengths, AtEnd)])),
            AdvantageEstimator.ReinforcePlusPlusBaseline => First(TokenAdvantages.ReinforcePlusPlusBaseline(rewards, groups, lengths)),
            _ => throw new InvalidOperationException($"Unknown estimator of advantages: {options.Estimator}."),
        };
        for (int i = 0; i < samples.Length; i++)
            samples[i].Advantage = advantages[i];
    }

    private static double[] First(double[][] tokens) => [.. tokens.Select(row => row[0])];

    private static double[] AtEnd(double reward, int length)
    {
        var rewards = new double[length];
        rewards[^1] = reward;
        return rewards;
    }
}
