using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class RewardScorerTests
{
    private static readonly TimeSpan s_short = TimeSpan.FromMilliseconds(300);

    [TestMethod]
    public void Values_stand_in_the_order_of_functions_and_responses()
    {
        RewardTable table = Score(TimeSpan.FromSeconds(30), 3,
            Rewards.Of("length", input => input.Response.Length),
            Rewards.Of("later", async (input, token) =>
            {
                await Task.Delay(30 - 10 * input.Response.Length, token);
                return -input.Response.Length;
            }));

        CollectionAssert.AreEqual(new double[] { 0, 1, 2 }, table.Values[0]);
        CollectionAssert.AreEqual(new double[] { 0, -1, -2 }, table.Values[1]);
        CollectionAssert.AreEqual(new[] { 0, 0 }, table.Timeouts.ToArray());
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void What_takes_too_long_has_no_reward_and_is_counted(bool heedsToken)
    {
        using var never = new ManualResetEventSlim();
        IRewardFunction slow = heedsToken
            ? Rewards.Of("slow", async (input, token) =>
            {
                await Task.Delay(input.Response.Length == 1 ? Timeout.Infinite : 0, token);
                return 1;
            })
            : Rewards.Of("slow", input =>
            {
                if (input.Response.Length == 1)
                    never.Wait();
                return 1;
            });

        RewardTable table = Score(s_short, 3, slow);
        never.Set();

        CollectionAssert.AreEqual(new[] { 1, double.NaN, 1 }, table.Values[0]);
        Assert.AreEqual(1, table.Timeouts[0]);
    }

    [TestMethod]
    public void A_reward_that_is_no_number_names_function_and_row()
    {
        RewardException error = Assert.ThrowsExactly<RewardException>(() => Score(s_short, 3,
            Rewards.Of("broken", input => input.Response.Length == 2 ? double.PositiveInfinity : 0)));

        Assert.Contains("Row 12", error.Message);
        Assert.Contains("'broken'", error.Message);
    }

    [TestMethod]
    public void A_function_s_own_exception_comes_through()
    {
        Assert.ThrowsExactly<NotSupportedException>(() => Score(s_short, 2, Rewards.Of("throws", _ => throw new NotSupportedException())));
    }

    [TestMethod]
    public void Cancelling_is_no_time_out()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => new RewardScorer([new WeightedReward(Rewards.Of("one", _ => 1))], s_short).Score(Inputs(2), cancelled.Token));
    }

    internal static RewardInput[] Inputs(int count) => [.. Enumerable.Range(0, count).Select(i => new RewardInput
    {
        Row = 10 + i, Prompt = "?", Answer = "4", Response = new string('x', i), TokenCount = i, FinishReason = FinishReason.Stop,
    })];

    private static RewardTable Score(TimeSpan timeout, int count, params IRewardFunction[] functions) =>
        new RewardScorer([.. functions.Select(function => new WeightedReward(function))], timeout).Score(Inputs(count), CancellationToken.None);
}
