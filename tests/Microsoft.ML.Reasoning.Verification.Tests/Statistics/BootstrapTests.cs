namespace Microsoft.ML.Reasoning.Verification.Tests;

[TestClass]
public sealed class BootstrapTests
{
    private static double[] Coins(int count) => [.. Enumerable.Range(0, count).Select(i => i % 4 == 0 ? 1.0 : 0.0)];

    [TestMethod]
    public void The_interval_of_a_share_is_about_two_standard_errors_each_side()
    {
        ConfidenceInterval interval = Bootstrap.Mean(Coins(400), seed: 7, resamples: 4000);
        double error = Math.Sqrt(.25 * .75 / 400);
        Assert.AreEqual(.25, interval.Estimate, 1e-12);
        Assert.AreEqual(.25 - 1.96 * error, interval.Lower, .15 * error);
        Assert.AreEqual(.25 + 1.96 * error, interval.Upper, .15 * error);
    }

    [TestMethod]
    public void The_seed_decides_and_nothing_else()
    {
        Assert.AreEqual(Bootstrap.Mean(Coins(99), seed: 3), Bootstrap.Mean(Coins(99), seed: 3));
        Assert.AreNotEqual(Bootstrap.Mean(Coins(99), seed: 3, resamples: 50), Bootstrap.Mean(Coins(99), seed: 4, resamples: 50));
    }

    [TestMethod]
    public void Equal_values_leave_no_doubt() =>
        Assert.AreEqual(new ConfidenceInterval(.5, .5, .5), Bootstrap.Mean([.5, .5, .5]));

    [TestMethod]
    public void A_paired_difference_is_narrower_than_its_parts()
    {
        double[] first = Coins(200), second = [.. first.Select((v, i) => i % 20 == 1 ? 1 : v)];
        ConfidenceInterval difference = Bootstrap.Difference(first, second), alone = Bootstrap.Mean(second);
        Assert.AreEqual(.05, difference.Estimate, 1e-12);
        Assert.IsGreaterThan(0, difference.Lower);
        Assert.IsLessThan(alone.Upper - alone.Lower, difference.Upper - difference.Lower);
    }

    [TestMethod]
    public void Every_problem_is_drawn_about_equally_often()
    {
        // The mean of i over many resamples is that of the plain values when the draws are uniform.
        double[] values = [.. Enumerable.Range(0, 7).Select(i => (double)i)];
        ConfidenceInterval interval = Bootstrap.Mean(values, seed: 11, resamples: 20001, confidence: 1e-9);
        Assert.AreEqual(3.0, interval.Lower, .05);
    }

    [TestMethod]
    public void Refuses_what_has_no_interval()
    {
        Assert.ThrowsExactly<ArgumentException>(() => Bootstrap.Mean([]));
        Assert.ThrowsExactly<ArgumentException>(() => Bootstrap.Difference([1], [1, 2]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Bootstrap.Mean([1], confidence: 1));
    }
}
