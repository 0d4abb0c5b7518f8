namespace Microsoft.ML.Reasoning.LatentDynamics.Tests;

[TestClass]
public sealed class VerlShapingTests
{
    private static readonly VerlMeasures[] s_first = [new(0.1, 2, 10), new(0.3, 4, 20)];
    private static readonly VerlMeasures[] s_second = [new(0.2, 3, 30), new(0.2, 3, 15)];

    [TestMethod]
    public void The_first_step_sets_the_means_where_the_published_one_starts_at_zero_and_lags()
    {
        (double[] bonuses, VerlState own) = VerlShaping.Step(VerlState.Initial, s_first, [1, 0], new());
        CollectionAssert.AreEqual(new double[2], bonuses);
        Assert.AreEqual(new VerlMeasures(0.2, 3, 15), own.Means);
        (_, VerlState published) = VerlShaping.Step(VerlState.Initial, s_first, [1, 0], VerlShapingOptions.Published);
        Assert.AreEqual(default, published.Means);

        // A response whose rank is twice the mean: deviation 1, half of it explored (ERA as the mean). The lagging one deviates by 5.
        double[] second = VerlShaping.Step(own, s_second, [1, 0], new()).Bonuses;
        Assert.AreEqual(0.5 * Math.Tanh(1), second[0], 1e-7);
        Assert.AreEqual(0, second[1], 1e-12);
        double inflated = VerlShaping.Step(published, s_second, [1, 0], VerlShapingOptions.Published).Bonuses[1];
        Assert.IsGreaterThan(0.99, inflated);
    }

    [TestMethod]
    public void Means_move_by_three_tenths_after_use()
    {
        VerlState state = VerlShaping.Step(VerlState.Initial, s_first, [1, 0], new()).Next;
        VerlState next = VerlShaping.Step(state, s_second, [1, 1], new()).Next;
        Assert.AreEqual(0.7 * 15 + 0.3 * 22.5, next.Means.Rank, 1e-12);
        Assert.AreEqual(0.7 * 0.5 + 0.3 * 1, next.Score, 1e-12);
        Assert.AreEqual(2, next.Steps);
    }

    [TestMethod]
    public void What_could_not_be_measured_deviates_by_nothing_and_counts_in_no_mean()
    {
        VerlState state = VerlShaping.Step(VerlState.Initial, s_first, [1, 0], new()).Next;
        VerlMeasures[] some = [new(double.NaN, double.NaN, 30), new(double.NaN, 6, double.NaN)];
        (double[] bonuses, VerlState next) = VerlShaping.Step(state, some, [1, 0], new());
        Assert.AreEqual(0.5 * Math.Tanh(1), bonuses[0], 1e-7);
        Assert.AreEqual(0.5 * Math.Tanh(1), bonuses[1], 1e-7);
        Assert.AreEqual(0.2, next.Means.Acceleration, 1e-12);
        Assert.AreEqual(0.7 * 3 + 0.3 * 6, next.Means.Velocity, 1e-12);
    }

    [TestMethod]
    public void The_bonus_goes_to_every_token_or_as_published_to_the_last()
    {
        CollectionAssert.AreEqual(new[] { 1.25f, 1.25f, 1.25f }, VerlShaping.ShapeTokens(1, 0.25, 3, new()));
        CollectionAssert.AreEqual(new[] { 1f, 1f, 1.25f }, VerlShaping.ShapeTokens(1, 0.25, 3, VerlShapingOptions.Published));
        CollectionAssert.AreEqual(new[] { 1f, 1f }, VerlShaping.ShapeTokens(1, 0.25, 2, new() { Target = VerlTarget.Reward }));
        Assert.AreEqual(-0.5, VerlShaping.Shape(-1, 9, 2));
        Assert.AreEqual(-1, VerlShaping.Shape(-1, -9, 2));
    }

    [TestMethod]
    public void Wrong_options_are_listed_together()
    {
        Assert.HasCount(3, new VerlShapingOptions { Kappa = 0, MeanStep = 2, ExploreWeights = [1] }.Errors());
        Assert.IsEmpty(VerlShapingOptions.Published.Errors());
    }
}
