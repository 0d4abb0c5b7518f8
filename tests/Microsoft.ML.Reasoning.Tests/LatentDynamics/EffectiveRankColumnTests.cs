using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Reasoning.LatentDynamics;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class EffectiveRankColumnTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Slots_are_what_the_engine_measures()
    {
        StatesOfResponse[] rows = StatesOfResponse.Walks(6, 40, 3, 17, 29);
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        IDataView measured = _ml.Reasoning().EffectiveRank("Rank", "States", stride: 4).Fit(data).Transform(data);

        float[][] actual = [.. measured.GetColumn<float[]>("Rank")];

        EffectiveRankMeasurement[] expected =
            EffectiveRank.Measure([.. rows.Select(row => row.States!.Values)], new EffectiveRankOptions { Stride = 4 });
        for (int i = 0; i < rows.Length; i++)
            CollectionAssert.AreEqual(
                new[] { (float)expected[i].Rank, (float)expected[i].Velocity, (float)expected[i].Acceleration }, actual[i]);
        Assert.IsGreaterThan(1, actual[0][0]);
        Assert.AreNotEqual(0, actual[0][2]);
        CollectionAssert.AreEqual(new[] { "ER", "ERV", "ERA" }, SlotsOf(measured));
    }

    [TestMethod]
    public void Layers_have_slots_of_their_own_and_indicators_come_behind()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(5));
        var rank = new EffectiveRankEstimator.Options { Stride = 1, Indicators = true };
        float[][] Of(params int[] layers)
        {
            EstimatorChain<EffectiveRankTransformer> chain =
                _ml.Reasoning().HiddenStates("States", model, "Prompt", new HiddenStatesEstimator.Options { Layers = layers })
                    .Append(_ml.Reasoning().EffectiveRank("Rank", "States", rank));
            IDataView measured = chain.Fit(data).Transform(data);
            Shapes.AssertSame(measured, chain.GetOutputSchema(Shapes.Of(data)));
            if (layers.Length == 2)
                CollectionAssert.AreEqual(new[]
                {
                    "ER.1", "ERV.1", "ERA.1", "TraditionalRank.1", "ResponseEntropy.1", "Curvature.1",
                    "ER.2", "ERV.2", "ERA.2", "TraditionalRank.2", "ResponseEntropy.2", "Curvature.2",
                }, SlotsOf(measured));
            return [.. measured.GetColumn<float[]>("Rank")];
        }

        float[][] first = Of(1), last = Of(-1), both = Of(1, -1);

        for (int i = 0; i < both.Length; i++)
            Tensors.AssertClose([.. first[i], .. last[i]], both[i], 1e-4);
        Assert.IsTrue(both[4].All(value => value != 0), "A text of six tokens has every indicator.");
    }

    [TestMethod]
    public void Short_responses_have_zeros_are_counted_and_told()
    {
        var messages = new List<string>();
        _ml.Log += (_, e) => messages.Add(e.Message);
        IDataView data = _ml.Data.LoadFromEnumerable(StatesOfResponse.Walks(6, 0, 1, 8, 12, 13, 40));
        IDataView measured = _ml.Reasoning().EffectiveRank("Rank", "States", stride: 4).Fit(data).Transform(data);

        float[][] slots = [.. measured.GetColumn<float[]>("Rank")];

        CollectionAssert.AreEqual(new float[3], slots[0]);
        CollectionAssert.AreEqual(new float[3], slots[1]);
        Assert.IsGreaterThan(1, slots[2][0]);
        CollectionAssert.AreEqual(new float[2], slots[2][1..]);
        Assert.AreNotEqual(0, slots[3][1]);
        Assert.AreEqual(0, slots[3][2]);
        Assert.AreNotEqual(0, slots[4][2]);
        Assert.ContainsSingle(message => message.Contains("4 of 6 responses are too short", StringComparison.Ordinal) &&
            message.Contains("and 3 for a velocity", StringComparison.Ordinal), messages);
    }

    [TestMethod]
    public void States_pass_a_component_that_looks_ahead_and_slot_names_reach_the_features()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(7));
        IDataView measured = _ml.Reasoning().HiddenStates("States", model, "Prompt", new HiddenStatesEstimator.Options { BatchSize = 2 })
            .Append(_ml.Reasoning().EffectiveRank("Rank", "States", new EffectiveRankEstimator.Options { Stride = 1, BatchSize = 3 }))
            .Append(_ml.Transforms.Concatenate("Features", "Weight", "Rank")).Fit(data).Transform(data);
        long before = Tensor.TotalCount;
        using (DataViewRowCursor cursor = measured.GetRowCursor(measured.Schema))
        {
            Func<float[]> features = RowReaders.Vector<float>(cursor, measured.Schema["Features"]);
            Func<TokenStates> states = StateColumn.Reader(cursor, measured.Schema["States"]);
            for (int i = 0; cursor.MoveNext(); i++)
            {
                float[] read = features();
                Assert.AreEqual(i, read[0]);
                Assert.AreEqual(EffectiveRank.Measure([states().Values])[0].Rank, read[1], 1e-5);
            }
        }

        Assert.AreEqual(before, Tensor.TotalCount);
        CollectionAssert.AreEqual(new[] { "Weight", "Rank.ER", "Rank.ERV", "Rank.ERA" }, SlotsOf(measured, "Features"));
        Assert.AreEqual(4, model.ForwardCount);
    }

    [TestMethod]
    public void States_that_are_not_numbers_are_named_with_their_row()
    {
        StatesOfResponse[] rows = StatesOfResponse.Walks(3, 5, 6, 7);
        rows[2].States = new TokenStates(full([4, 3], float.NaN));
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        IDataView measured = _ml.Reasoning().EffectiveRank("Rank", "States").Fit(data).Transform(data);

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => measured.GetColumn<float[]>("Rank").ToArray());

        Assert.Contains("Row 2: column 'States'", error.Message);
    }

    [TestMethod]
    public void Pooled_states_other_columns_and_columns_that_a_cache_dropped_are_refused()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(2));
        IDataView pooled = _ml.Reasoning().HiddenStates("States", model, "Prompt",
            new HiddenStatesEstimator.Options { Pooling = StatePooling.Mean }).Fit(data).Transform(data);
        ArgumentOutOfRangeException Refusal(IDataView view, string column) =>
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Reasoning().EffectiveRank("Rank", column).Fit(view));

        Assert.Contains("a state for each token", Refusal(pooled, "States").Message);
        Assert.Contains("expected States, found Single", Refusal(data, "Weight").Message);
        Assert.Contains("AppendCacheCheckpoint", Refusal(_ml.Data.Cache(pooled), "States").Message);
    }

    [TestMethod]
    public void Data_without_rows_gives_no_rows()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(Array.Empty<StatesOfResponse>());
        Assert.IsEmpty(_ml.Reasoning().EffectiveRank("Rank", "States").Fit(data).Transform(data).GetColumn<float[]>("Rank").ToArray());
    }

    [TestMethod]
    public void Everything_wrong_with_the_options_is_told_at_once()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => _ml.Reasoning().EffectiveRank("", "States",
            new EffectiveRankEstimator.Options { Stride = 0, MaxTokens = 0, Mode = (EffectiveRankMode)9, BatchSize = 0 }));
        foreach (string part in new[] { "outputColumnName", "Stride is 0", "MaxTokens is 0", "Mode is 9", "BatchSize is 0" })
            Assert.Contains(part, error.Message);
    }

    [TestMethod]
    public void The_published_settings_look_at_the_last_512_tokens() =>
        Assert.AreEqual(512, EffectiveRankEstimator.Options.Published.MaxTokens);

    private static string[] SlotsOf(IDataView data, string column = "Rank")
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        data.Schema[column].GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }
}
