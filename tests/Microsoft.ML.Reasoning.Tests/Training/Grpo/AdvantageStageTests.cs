using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class AdvantageStageTests
{
    [TestMethod]
    [DataRow(AdvantageEstimator.Grpo)]
    [DataRow(AdvantageEstimator.Rloo)]
    [DataRow(AdvantageEstimator.Opo)]
    [DataRow(AdvantageEstimator.PassAtK)]
    [DataRow(AdvantageEstimator.ReinforcePlusPlus)]
    [DataRow(AdvantageEstimator.ReinforcePlusPlusBaseline)]
    public void Better_responses_have_higher_advantages_and_those_without_a_reward_have_none(AdvantageEstimator estimator)
    {
        using Rollout rollout = Rollout(rewards: [1, 0, double.NaN, 0, 1]);

        AdvantageStage.Run(rollout, new AdvantageOptions { Estimator = estimator, K = 2 });

        double[] advantages = [.. rollout.Samples.Select(sample => sample.Advantage)];
        Assert.IsGreaterThan(advantages[1], advantages[0]);
        Assert.AreEqual(advantages[0], advantages[4], 1e-12);
        Assert.AreEqual(advantages[1], advantages[3], 1e-12);
        Assert.AreEqual(0.0, advantages[2]);
    }

    [TestMethod]
    public void A_rollout_without_any_reward_has_no_advantages()
    {
        using Rollout rollout = Rollout(rewards: [double.NaN, double.NaN]);
        AdvantageStage.Run(rollout, new AdvantageOptions());
        Assert.IsTrue(rollout.Samples.All(sample => sample.Advantage == 0));
    }

    private static Rollout Rollout(double[] rewards) => new(
        [new RolloutGroup(new GrpoProblem(0, "?", [1], "4", new Dictionary<string, object>()), Place: 0, [.. rewards.Select(Sample)])], NextPlace: 1);

    private static RolloutSample Sample(double reward) => new(new GeneratedSample
    {
        PromptIndex = 0, SampleIndex = 0, PromptTokenIds = [1], TokenIds = [1, 2, 3], LogProbabilities = [0, 0, 0],
        BehaviourLogProbabilities = [0, 0, 0], FinishReason = FinishReason.Stop,
    })
    {
        Reward = reward,
    };
}
