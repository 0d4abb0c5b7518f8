using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class BuiltInRewardTests
{
    [TestMethod]
    [DataRow("so it is #### 4", 1.0)]
    [DataRow("\\boxed{8/2}", 1.0)]
    [DataRow("#### 5", 0.0)]
    [DataRow("", 0.0)]
    public async Task Correctness(string response, double expected)
    {
        Assert.AreEqual(expected, await Rewards.Correctness().ScoreAsync(Input(response), CancellationToken.None));
        Assert.IsTrue(Rewards.Correctness().NeedsAnswer);
    }

    [TestMethod]
    [DataRow("a\n#### 4\n", 1.0)]
    [DataRow("a #### 4", 0.0)]
    public async Task Format(string response, double expected) =>
        Assert.AreEqual(expected, await Rewards.Format("^#### -?[0-9]+$").ScoreAsync(Input(response), CancellationToken.None));

    [TestMethod]
    [DataRow(60, FinishReason.Stop, 0.0)]
    [DataRow(80, FinishReason.Stop, 0.0)]
    [DataRow(85, FinishReason.Stop, -0.25)]
    [DataRow(100, FinishReason.Stop, -1.0)]
    [DataRow(140, FinishReason.Stop, -1.0)]
    [DataRow(7, FinishReason.Length, -1.0)]
    public async Task Length(int tokens, FinishReason reason, double expected) => Assert.AreEqual(expected,
        await Rewards.Length(100, 20).ScoreAsync(Input("x") with { TokenCount = tokens, FinishReason = reason }, CancellationToken.None), 1e-12);

    [TestMethod]
    public async Task Any_fitted_transformer_is_a_reward()
    {
        var ml = new MLContext(seed: 1);
        IDataView data = ml.Data.LoadFromEnumerable(new[] { new Lengths { TokenCount = 1 } });
        ITransformer scorer = ml.Transforms.CopyColumns("Score", "TokenCount").Append(ml.Transforms.Concatenate("Pair", "TokenCount", "Score")).Fit(data);
        RewardInput[] inputs = RewardScorerTests.Inputs(3);

        var scalar = (IBatchRewardFunction)Rewards.FromTransformer(scorer);
        var slot = (IBatchRewardFunction)Rewards.FromTransformer(scorer, "Pair", slot: 1);

        CollectionAssert.AreEqual(new double[] { 0, 1, 2 }, (await scalar.ScoreAsync(inputs, CancellationToken.None)).ToArray());
        CollectionAssert.AreEqual(new double[] { 0, 1, 2 }, (await slot.ScoreAsync(inputs, CancellationToken.None)).ToArray());
        Assert.AreEqual(2.0, await ((IRewardFunction)slot).ScoreAsync(inputs[2], CancellationToken.None));
    }

    [TestMethod]
    [DataRow("Absent", 0, "Absent")]
    [DataRow("Response", 0, "Response")]
    [DataRow("TokenCount", 3, "slot 3")]
    [DataRow("Pair", 2, "slot 2")]
    public void A_transformer_that_does_not_fit_says_why(string column, int slot, string expected)
    {
        var ml = new MLContext(seed: 1);
        ITransformer scorer = ml.Transforms.Concatenate("Pair", "TokenCount", "TokenCount").Fit(ml.Data.LoadFromEnumerable(new[] { new Lengths() }));
        var reward = (IBatchRewardFunction)Rewards.FromTransformer(scorer, column, slot);

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => reward.ScoreAsync(RewardScorerTests.Inputs(1), CancellationToken.None).AsTask().GetAwaiter().GetResult());

        Assert.Contains(expected, error.Message);
    }

    private static RewardInput Input(string response) => RewardScorerTests.Inputs(1)[0] with { Response = response };

    private sealed class Lengths
    {
        public float TokenCount { get; set; }
    }
}
