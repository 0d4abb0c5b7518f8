using Microsoft.ML.Reasoning.LatentDynamics;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class EvaluateLatentDynamicsTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Each_response_the_prompts_and_the_data_set_are_measured_and_split_by_right_and_wrong()
    {
        StatesOfResponse[] rows = StatesOfResponse.Walks(6, 40, 33, 17, 29, 21, 50, 45, 18, 38, 22, 27, 31, 35, 44, 19, 20, 26, 28);
        using DisposeScope scope = NewDisposeScope();
        Tensor[] states = [.. rows.Select(row => row.States!.Values)];

        LatentDynamicsMetrics metrics = _ml.Reasoning().EvaluateLatentDynamics(
            _ml.Data.LoadFromEnumerable(rows), new LatentDynamicsEvaluatorOptions { Stride = 4, DataSetStride = 3, DispersionColumnName = "Dispersion" });

        EffectiveRankMeasurement[] ranks = EffectiveRank.Measure(states, new EffectiveRankOptions { Stride = 4 });
        Assert.AreEqual(18, metrics.All.ResponseCount);
        Assert.AreEqual(9, metrics.Right!.ResponseCount);
        Assert.AreEqual(9, metrics.Wrong!.ResponseCount);
        Assert.AreEqual(ranks.Average(rank => rank.Rank), metrics.All.Indicators["ER"].Mean, 1e-9);
        Assert.AreEqual(ranks.Where((_, i) => i % 2 == 0).Average(rank => rank.Velocity), metrics.Right.Indicators["ERV"].Mean, 1e-9);
        Assert.AreEqual(ranks.Where((_, i) => i % 2 == 1).Average(rank => rank.Acceleration), metrics.Wrong.Indicators["ERA"].Mean, 1e-9);
        Assert.AreEqual(rows.Average(row => (double)row.Dispersion), metrics.All.Indicators["DSD"].Mean, 1e-6);
        AssertDataSet(metrics.All, DataSetDynamics.Pool(states));
        AssertDataSet(metrics.Right, DataSetDynamics.Pool([.. states.Where((_, i) => i % 2 == 0)]));
        Assert.HasCount(9, metrics.Prompts);
        Assert.AreEqual(0.8, metrics.Prompts[0].Means["RougeL"], 1e-12);
        double distance = states[0].mean([0L], false, ScalarType.Float64).sub(states[1].mean([0L], false, ScalarType.Float64)).norm().item<double>();
        Assert.AreEqual(distance, metrics.Prompts[0].Means["Euclid"], 1e-6);
        Assert.AreEqual(distance / 2, metrics.Prompts[0].Means["Centre"], 1e-6);

        static void AssertDataSet(LatentDynamicsSummary summary, Tensor pooled)
        {
            LatentIndicatorMeasurement expected = DataSetDynamics.Measure(pooled, new LatentIndicatorOptions { Stride = 3 });
            Assert.AreEqual(expected.EffectiveRank.Value, summary.DataSet.EffectiveRank.Value, 1e-6);
            Assert.AreEqual(expected.EffectiveRank.Velocity, summary.DataSet.EffectiveRank.Velocity, 1e-6);
            Assert.AreEqual(expected.Curvature.Acceleration, summary.DataSet.Curvature.Acceleration, 1e-6);
        }
    }

    [TestMethod]
    public void Correlations_are_pearsons_and_unknown_where_nothing_varies()
    {
        StatesOfResponse[] rows = StatesOfResponse.Walks(4, 10, 20, 30, 40);
        LatentDynamicsMetrics metrics = Evaluate(rows);

        CorrelationMatrix all = metrics.All.Correlations;
        Assert.AreEqual(-1, all["Length", "LogProb"], 1e-12, "Lengths rise and log-probabilities fall in equal steps.");
        Assert.AreEqual(1, all["Length", "Length"], 1e-12);
        Assert.AreEqual(all["ER", "Correct"], all["Correct", "ER"]);
        Assert.IsTrue(double.IsNaN(all["Rep4", "ER"]), "No response repeats itself.");
        Assert.IsTrue(double.IsNaN(metrics.Right!.Correlations["Correct", "ER"]));
        Assert.AreEqual(-1 / Math.Sqrt(5), all["Correct", "Length"], 1e-12);
        Assert.Contains("no indicator 'x'", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => all["x", "ER"]).Message);
    }

    [TestMethod]
    public void Distances_of_known_states()
    {
        StatesOfResponse[] rows =
        [
            Of([2, 0]), Of([0, 2]), Of([0, 4]), new() { States = new TokenStates(zeros(0, 2)), Prompt = "p", Response = "b" },
        ];

        LatentDynamicsMetrics metrics = Evaluate(rows);

        IReadOnlyDictionary<string, double> means = metrics.Prompts.Single().Means;
        double root8 = Math.Sqrt(8), root20 = Math.Sqrt(20);
        Assert.AreEqual((root8 + root20 + 2) / 3, means["Euclid"], 1e-6);
        Assert.AreEqual(2.0 / 3, means["Cosine"], 1e-6);
        Assert.AreEqual((Math.Sqrt(16.0 / 9 + 4) + Math.Sqrt(4.0 / 9) + Math.Sqrt(4.0 / 9 + 4)) / 3, means["Centre"], 1e-6);
        Assert.AreEqual(0.5, means["RougeL"], 1e-12, "Three pairs of equal texts and three of different ones.");
        Assert.AreEqual(1, metrics.EmptyCount);
        Assert.AreEqual(4, metrics.NoVelocityCount);

        static StatesOfResponse Of(float[] state) => new() { States = new TokenStates(tensor(state, [1, 2])), Prompt = "p", Response = "a" };
    }

    [TestMethod]
    public void It_prints_as_tables()
    {
        string text = Evaluate(StatesOfResponse.Walks(4, 10, 20, 30, 40)).ToString();

        foreach (string part in new[] { "right", "wrong", "ERA", "RougeL", "first, second difference", "correlations", "2 prompts", "too short" })
            Assert.Contains(part, text);
        Assert.IsTrue(text.Split('\n').All(line => line.Length < 140), "Lines fit a screen.");
    }

    [TestMethod]
    public void Columns_that_are_not_there_are_named_null_and_leave_their_indicators_out()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(StatesOfResponse.Walks(4, 10, 20, 30));

        LatentDynamicsMetrics metrics = _ml.Reasoning().EvaluateLatentDynamics(data, promptColumnName: null, responseColumnName: null,
            correctColumnName: null, meanLogProbabilityColumnName: null);

        Assert.IsNull(metrics.Right);
        Assert.IsNull(metrics.Wrong);
        Assert.IsEmpty(metrics.Prompts);
        CollectionAssert.AreEqual(new[] { "Length", "ER", "ERV", "ERA", "Rank", "Entropy", "Curvature" }, metrics.All.Indicators.Keys.ToArray());
    }

    [TestMethod]
    public void Bad_data_is_refused_and_one_row_is_measured()
    {
        StatesOfResponse[] broken = StatesOfResponse.Walks(4, 10, 20);
        broken[1].States = new TokenStates(full([5, 4], float.PositiveInfinity));
        IDataView data = _ml.Data.LoadFromEnumerable(StatesOfResponse.Walks(4, 10));

        var empty = Assert.ThrowsExactly<InvalidOperationException>(() => Evaluate([]));
        var infinite = Assert.ThrowsExactly<InvalidOperationException>(() => Evaluate(broken));
        var missing = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => _ml.Reasoning().EvaluateLatentDynamics(data, correctColumnName: "Right", dispersionColumnName: "Dsd"));
        var mistyped = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => _ml.Reasoning().EvaluateLatentDynamics(data, correctColumnName: "Response"));
        var cached = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Reasoning().EvaluateLatentDynamics(_ml.Data.Cache(data)));
        var options = Assert.ThrowsExactly<ArgumentException>(() => _ml.Reasoning().EvaluateLatentDynamics(data,
            new LatentDynamicsEvaluatorOptions { Stride = 0, DataSetStride = 0 }));

        Assert.Contains("no rows", empty.Message);
        Assert.Contains("Row 1", infinite.Message);
        Assert.Contains("'Right', 'Dsd'", missing.Message);
        Assert.Contains("expected Boolean", mistyped.Message);
        Assert.Contains("drop columns of states", cached.Message);
        Assert.Contains("DataSetStride is 0", options.Message);
        Assert.AreEqual(0, Evaluate(StatesOfResponse.Walks(4, 10)).All.DataSet.EffectiveRank.Value);
    }

    private LatentDynamicsMetrics Evaluate(StatesOfResponse[] rows) => _ml.Reasoning().EvaluateLatentDynamics(_ml.Data.LoadFromEnumerable(rows));
}
