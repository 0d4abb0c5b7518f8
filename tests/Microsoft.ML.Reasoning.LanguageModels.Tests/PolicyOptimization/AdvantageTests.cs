namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class AdvantageTests
{
    [TestMethod]
    public void Rloo_compares_with_the_mean_of_the_others()
    {
        double[] advantages = GroupAdvantages.Rloo([1, 0, 2, 5], [0, 0, 0, 1]);
        Assert.AreEqual(1 - 1, advantages[0], 1e-12);
        Assert.AreEqual(0 - 1.5, advantages[1], 1e-12);
        Assert.AreEqual(2 - 0.5, advantages[2], 1e-12);
        Assert.AreEqual(0, advantages[3]);
    }

    [TestMethod]
    public void Opo_weighs_its_baseline_by_length()
    {
        double[] advantages = GroupAdvantages.Opo([1, 0], [0, 0], [30, 10]);
        Assert.AreEqual(0.25, advantages[0], 1e-12);
        Assert.AreEqual(-0.75, advantages[1], 1e-12);
    }

    [TestMethod]
    public void Remax_compares_with_the_greedy_answer() =>
        CollectionAssert.AreEqual(new[] { 0.5, 0 }, GroupAdvantages.Remax([1, double.NaN], [0.5, 0.5]));

    [TestMethod]
    public void Pass_at_k_is_the_mean_over_all_subsets()
    {
        bool[] right = [true, true, false, false, false];
        double[] rewards = [.. right.Select(value => value ? 1.0 : 0)];
        for (int k = 1; k < 5; k++)
        {
            int[][] subsets = [.. Enumerable.Range(0, 32).Select(bits => Enumerable.Range(0, 5).Where(i => (bits >> i & 1) == 1).ToArray()).Where(s => s.Length == k)];
            double[] values = [.. subsets.Select(s => s.Any(i => right[i]) ? 1.0 : 0)];
            double mean = values.Average(), deviation = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
            double[] advantages = GroupAdvantages.PassAtK(rewards, new int[5], k);
            for (int i = 0; i < 5; i++)
            {
                double expected = deviation == 0 ? 0 : subsets.Select((s, j) => (s, j)).Where(x => x.s.Contains(i)).Average(x => (values[x.j] - mean) / deviation);
                Assert.AreEqual(expected, advantages[i], 1e-12, $"k {k}, response {i}");
            }
        }

        CollectionAssert.AreEqual(new double[2], GroupAdvantages.PassAtK([1, 0], [0, 0], 2));
    }

    [TestMethod]
    public void Reinforce_scales_over_all_tokens()
    {
        double[][] advantages = TokenAdvantages.ReinforcePlusPlus([[0, 0, 1], [0, -1]]);
        double[] all = [.. advantages.SelectMany(row => row)];
        Assert.AreEqual(0, all.Average(), 1e-12);
        Assert.AreEqual(1, all.Sum(value => value * value) / 4, 1e-6);
        Assert.AreEqual(advantages[0][0], advantages[0][2]);
        double[][] discounted = TokenAdvantages.ReinforcePlusPlus([[0, 0, 1], [0, -1]], 0.5);
        Assert.IsGreaterThan(discounted[0][0], discounted[0][2]);

        double[][] centred = TokenAdvantages.ReinforcePlusPlusBaseline([1, 0, 3, 3], [0, 0, 1, 1], [2, 1, 4, 1]);
        Assert.IsGreaterThan(0, centred[0][0]);
        Assert.AreEqual(centred[2][3], centred[3][0], 1e-12);
    }

    [TestMethod]
    public void A_lonely_response_and_one_without_a_reward_have_no_advantage()
    {
        CollectionAssert.AreEqual(new double[3], GroupAdvantages.Grpo([1, double.NaN, 0.5], [0, 0, 1]));
        CollectionAssert.AreEqual(new double[3], GroupAdvantages.Grpo([1, 1, 1], [0, 0, 0]));
    }

    [TestMethod]
    public void Rewards_add_up_and_what_is_missing_is_left_out()
    {
        double[] sums = RewardSums.Weighted([[1, double.NaN, double.NaN], [2, 3, double.NaN]], [1, 0.5]);
        CollectionAssert.AreEqual(new[] { 2, 1.5, double.NaN }, sums);
        Assert.AreEqual(0, RewardSums.OverlongPenalty(80, 100, 20));
        Assert.AreEqual(-0.5, RewardSums.OverlongPenalty(90, 100, 20));
        Assert.AreEqual(-1, RewardSums.OverlongPenalty(120, 100, 20));
        double[] tokens = RewardSums.WithDivergence(1, [-1, -2], [-1.5f, -2], 0.1);
        Assert.AreEqual(-0.05, tokens[0], 1e-7);
        Assert.AreEqual(1, tokens[1], 1e-7);
        Assert.AreEqual(-0.1 * (Math.Exp(-0.5) - 0.5), RewardSums.WithDivergence(1, [-1, -2], [-1.5f, -2], 0.1, KlEstimator.K3)[0], 1e-7);
        Assert.AreEqual(-0.1 * 0.125, RewardSums.WithDivergence(1, [-1, -2], [-1.5f, -2], 0.1, KlEstimator.K2)[0], 1e-7);
    }
}
