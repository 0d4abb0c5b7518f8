using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Reasoning.LatentDynamics;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class SpectralDispersionColumnTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Columns_are_what_the_engine_measures_with_the_learned_dictionary()
    {
        StatesOfResponse[] rows = StatesOfResponse.Walks(6, 40, 2, 17, 29, 33, 21);
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        SpectralDispersionEstimator estimator = _ml.Reasoning().SpectralDispersion("Dsd", "States", Options(columns: true));
        using SpectralDispersionTransformer fitted = estimator.Fit(data);
        IDataView measured = fitted.Transform(data);

        using DispersionResult expected = SpectralDispersion.Measure(
            [.. rows.Select(row => row.States!.Values)], fitted.Dictionary, new DispersionOptions { KeepEigenvalues = true });
        Shapes.AssertSame(measured, estimator.GetOutputSchema(Shapes.Of(data)));
        Tensors.AssertClose(Single(expected.Dispersion.data<double>().ToArray()), [.. measured.GetColumn<float>("Dsd")], 1e-6);
        CollectionAssert.AreEqual(Single(expected.LargestModulus), measured.GetColumn<float>("Modulus").ToArray());
        CollectionAssert.AreEqual(Single(expected.Condition), measured.GetColumn<float>("Condition").ToArray());
        float[][] eigenvalues = [.. measured.GetColumn<float[]>("Eigenvalues")];
        for (int i = 0; i < rows.Length; i++)
            CollectionAssert.AreEqual(
                expected.Eigenvalues![i].SelectMany(one => new[] { (float)one.Real, (float)one.Imaginary }).ToArray(), eigenvalues[i]);
        Assert.IsGreaterThan(0, measured.GetColumn<float>("Dsd").First());
        Assert.AreEqual(4, fitted.Dictionary.Observables);
        Assert.IsNotNull(fitted.Report);

        static float[] Single(double[] values) => Array.ConvertAll(values, value => (float)value);
    }

    [TestMethod]
    public void The_seed_decides_and_without_one_that_of_the_context()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(StatesOfResponse.Walks(6, 20, 21, 22, 23, 24, 25));

        CollectionAssert.AreEqual(Run(1, 5), Run(2, 5));
        CollectionAssert.AreNotEqual(Run(1, 5), Run(1, 6));
        CollectionAssert.AreEqual(Run(1, null), Run(1, null));
        CollectionAssert.AreNotEqual(Run(1, null), Run(2, null));

        float[] Run(int contextSeed, ulong? seed)
        {
            SpectralDispersionEstimator.Options options = Options(maxTrajectories: 3);
            options.Seed = seed;
            using SpectralDispersionTransformer fitted = new MLContext(contextSeed).Reasoning().SpectralDispersion("Dsd", "States", options).Fit(data);
            return Tensors.Numbers(fitted.Dictionary.Projection);
        }
    }

    [TestMethod]
    public void Fit_passes_once_holds_no_more_responses_than_allowed_and_tells_what_it_does()
    {
        using CausalLanguageModel model = TinyModel.Create();
        var messages = new List<string>();
        _ml.Log += (_, e) => messages.Add(e.Message);
        var source = new CountingView(_ml.Data.LoadFromEnumerable(
            InputProblem.Several(20).Append(new InputProblem { Prompt = "1" })));
        var progress = new Progress();
        SpectralDispersionEstimator.Options options = Options(maxTrajectories: 3);
        options.Progress = progress;
        EstimatorChain<SpectralDispersionTransformer> chain =
            _ml.Reasoning().HiddenStates("States", model, "Prompt", new HiddenStatesEstimator.Options { BatchSize = 2 })
                .Append(_ml.Reasoning().SpectralDispersion("Dsd", "States", options));
        long before = Tensor.TotalCount;

        TransformerChain<SpectralDispersionTransformer> fitted = chain.Fit(source);

        Assert.AreEqual(1, source.Cursors);
        Assert.AreEqual(21, source.Rows);
        Assert.ContainsSingle(message => message.Contains("learned from 3 of 21 responses", StringComparison.Ordinal), messages);
        Assert.ContainsSingle(message => message.Contains("1 of 21 responses have fewer than two tokens", StringComparison.Ordinal), messages);
        Assert.IsNotEmpty(progress.Reports);
        fitted.Dispose();
        Assert.AreEqual(before, Tensor.TotalCount);
    }

    [TestMethod]
    public void A_given_dictionary_is_used_and_stays_its_owners()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(StatesOfResponse.Walks(6, 20, 25));
        using SpectralDispersionTransformer first = _ml.Reasoning().SpectralDispersion("Dsd", "States", Options()).Fit(data);
        var source = new CountingView(data);
        SpectralDispersionEstimator.Options options = Options();
        options.Dictionary = first.Dictionary;

        SpectralDispersionTransformer second = _ml.Reasoning().SpectralDispersion("Dsd", "States", options).Fit(source);
        second.Dispose();

        Assert.AreEqual(0, source.Cursors);
        Assert.AreSame(first.Dictionary, second.Dictionary);
        Assert.HasCount(2, first.Transform(data).GetColumn<float>("Dsd").ToArray());
    }

    [TestMethod]
    public void One_layer_of_several_is_chosen()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(8));
        float[] Of(int? layer, params int[] layers)
        {
            SpectralDispersionEstimator.Options options = Options();
            (options.Layer, options.Seed) = (layer, 3);
            using TransformerChain<SpectralDispersionTransformer> fitted =
                _ml.Reasoning().HiddenStates("States", model, "Prompt", new HiddenStatesEstimator.Options { Layers = layers })
                    .Append(_ml.Reasoning().SpectralDispersion("Dsd", "States", options)).Fit(data);
            return [.. fitted.Transform(data).GetColumn<float>("Dsd")];
        }

        Tensors.AssertClose(Of(null, 1), Of(1, 0, 1, 2), 1e-5);
        CollectionAssert.AreNotEqual(Of(null, 1), Of(2, 0, 1, 2));
        Assert.Contains("option Layer", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Of(null, 0, 1)).Message);
        Assert.Contains("expected layer 2", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Of(2, 0, 1)).Message);
    }

    [TestMethod]
    public void Empty_and_short_responses_have_dispersion_0_and_one_row_can_be_learned_from()
    {
        IDataView one = _ml.Data.LoadFromEnumerable(StatesOfResponse.Walks(6, 30));
        IDataView data = _ml.Data.LoadFromEnumerable(StatesOfResponse.Walks(6, 0, 1, 2, 30));
        using SpectralDispersionTransformer fitted = _ml.Reasoning().SpectralDispersion("Dsd", "States", Options()).Fit(one);

        float[] values = [.. fitted.Transform(data).GetColumn<float>("Dsd")];

        CollectionAssert.AreEqual(new float[2], values[..2]);
        Assert.IsTrue(values.All(float.IsFinite));
        Assert.IsGreaterThan(0, values[3]);
    }

    [TestMethod]
    public void Data_that_teaches_nothing_or_is_not_finite_is_refused()
    {
        StatesOfResponse[] broken = StatesOfResponse.Walks(6, 10, 12, 14);
        broken[1].States = new TokenStates(full([5, 6], float.NaN));
        using SpectralDispersionTransformer fitted = _ml.Reasoning().SpectralDispersion("Dsd", "States", Options())
            .Fit(_ml.Data.LoadFromEnumerable(StatesOfResponse.Walks(6, 10, 20)));
        Exception Refusal(StatesOfResponse[] rows) => Assert.ThrowsExactly<InvalidOperationException>(
            () => _ml.Reasoning().SpectralDispersion("Dsd", "States", Options()).Fit(_ml.Data.LoadFromEnumerable(rows)));
        IDataView measured = fitted.Transform(_ml.Data.LoadFromEnumerable(broken));

        Assert.Contains("none of the 0 rows", Refusal([]).Message);
        Assert.Contains("none of the 2 rows", Refusal(StatesOfResponse.Walks(6, 0, 1)).Message);
        Assert.Contains("Row 1", Refusal(broken).Message);
        Assert.Contains("Row 1", Assert.ThrowsExactly<InvalidOperationException>(() => measured.GetColumn<float>("Dsd").ToArray()).Message);
    }

    [TestMethod]
    public void Columns_that_a_cache_dropped_and_wrong_options_are_told()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(StatesOfResponse.Walks(6, 10));
        SpectralDispersionEstimator.Options wrong = Options();
        (wrong.Observables, wrong.Steps, wrong.LearningRate, wrong.TrajectoriesPerStep, wrong.MaxTrajectories, wrong.BatchSize, wrong.ConditionColumnName) =
            (0, 0, -1, 0, 0, 0, "Dsd");

        var cached = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => _ml.Reasoning().SpectralDispersion("Dsd", "States").Fit(_ml.Data.Cache(data)));
        var options = Assert.ThrowsExactly<ArgumentException>(() => _ml.Reasoning().SpectralDispersion("Dsd", "States", wrong));

        Assert.Contains("drop columns of states", cached.Message);
        foreach (string part in new[] { "Observables", "Steps", "LearningRate", "TrajectoriesPerStep", "MaxTrajectories", "BatchSize", "different names" })
            Assert.Contains(part, options.Message);
    }

    [TestMethod]
    public void Every_item_is_drawn_with_the_same_probability()
    {
        const int Items = 20, Capacity = 5, Trials = 4000;
        var kept = new int[Items];
        for (ulong seed = 0; seed < Trials; seed++)
        {
            var reservoir = new Reservoir(Capacity, seed);
            var places = new int[Capacity];
            for (int item = 0; item < Items; item++)
                if (reservoir.Next() is int place)
                    places[place] = item;
            foreach (int item in places)
                kept[item]++;
        }

        foreach (int count in kept)
            Assert.AreEqual((double)Capacity / Items, (double)count / Trials, 0.03);
    }

    private static SpectralDispersionEstimator.Options Options(bool columns = false, int maxTrajectories = 512) => new()
    {
        Observables = 4,
        Steps = 3,
        MaxTrajectories = maxTrajectories,
        EigenvaluesColumnName = columns ? "Eigenvalues" : null,
        LargestModulusColumnName = columns ? "Modulus" : null,
        ConditionColumnName = columns ? "Condition" : null,
    };

    private sealed class Progress : IProgress<KoopmanDictionaryProgress>
    {
        public List<KoopmanDictionaryProgress> Reports { get; } = [];

        public void Report(KoopmanDictionaryProgress value) => Reports.Add(value);
    }
}
