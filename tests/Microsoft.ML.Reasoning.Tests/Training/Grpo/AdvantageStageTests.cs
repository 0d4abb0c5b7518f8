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
    public void Remax_compares_with_the_greedy_answer_and_leaves_out_what_has_none()
    {
        using Rollout rollout = new(
            [Group([1, 0, double.NaN], greedy: 0.25), Group([1, 0], greedy: double.NaN), Group([1], greedy: 1)], NextPlace: 3);

        AdvantageStage.Run(rollout, new AdvantageOptions { Estimator = AdvantageEstimator.Remax });

        CollectionAssert.AreEqual(new[] { 0.75, -0.25, 0, 0, 0, 0 }, rollout.Samples.Select(sample => sample.Advantage).ToArray());
        CollectionAssert.AreEqual(new[] { true, false, false }, rollout.Groups.Select(group => group.HasSignal).ToArray());
    }

    [TestMethod]
    public void A_rollout_without_any_reward_has_no_advantages()
    {
        using Rollout rollout = Rollout(rewards: [double.NaN, double.NaN]);
        AdvantageStage.Run(rollout, new AdvantageOptions());
        Assert.IsTrue(rollout.Samples.All(sample => sample.Advantage == 0));
    }

    private static Rollout Rollout(double[] rewards) => new([Group(rewards)], NextPlace: 1);

    private static RolloutGroup Group(double[] rewards, double? greedy = null) =>
        new(new GrpoProblem(0, "?", [1], "4", new Dictionary<string, object>()), Place: 0, [.. rewards.Select(Sample)])
        {
            Greedy = greedy is { } reward ? Sample(reward) : null,
        };

    private static RolloutSample Sample(double reward) => new(new GeneratedSample
    {
        PromptIndex = 0, SampleIndex = 0, PromptTokenIds = [1], TokenIds = [1, 2, 3], LogProbabilities = [0, 0, 0],
        BehaviourLogProbabilities = [0, 0, 0], FinishReason = FinishReason.Stop,
    })
    {
        Reward = reward,
    };
}
