using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.Tests;

/// <summary>Who owns states and how long they live.</summary>
[TestClass]
public sealed class TokenStatesTests
{
    private const int Width = 16;
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void States_are_computed_once_a_row_however_many_getters_ask()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView states = States(model, 5, batchSize: 2);
        using DataViewRowCursor cursor = states.GetRowCursor(states.Schema);
        Func<TokenStates> first = StateColumn.Reader(cursor, states.Schema["States"]), second = StateColumn.Reader(cursor, states.Schema["States"]);

        while (cursor.MoveNext())
        {
            Assert.AreSame(first(), second());
            Assert.AreSame(first(), first());
        }

        Assert.AreEqual(3, model.ForwardCount);
    }

    [TestMethod]
    public void They_are_released_when_the_cursor_leaves_the_row_and_a_share_lives_on()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView states = States(model, 3, batchSize: 2);
        var handedOut = new List<TokenStates>();
        var kept = new List<TokenStates>();
        long before = Tensor.TotalCount;
        using (DataViewRowCursor cursor = states.GetRowCursor(states.Schema))
        {
            Func<TokenStates> read = StateColumn.Reader(cursor, states.Schema["States"]);
            while (cursor.MoveNext())
            {
                foreach (TokenStates old in handedOut)
                    Assert.ThrowsExactly<ObjectDisposedException>(() => old.Values);
                handedOut.Add(read());
                kept.Add(read().Share());
                Assert.AreEqual(handedOut.Count, kept.Count);
            }
        }

        var error = Assert.ThrowsExactly<ObjectDisposedException>(() => handedOut[2].Share());
        Assert.Contains("Share()", error.Message);
        for (int i = 0; i < kept.Count; i++)
        {
            string text = InputProblem.Several(3)[i].Prompt;
            Tensors.AssertClose(
                Tensors.StatesOf(model, model.Tokenizer!.Encode(text, addSpecialTokens: false), 0, text.Length), Tensors.Numbers(kept[i].Values));
        }

        kept.ForEach(share => share.Dispose());
        Assert.AreEqual(before, Tensor.TotalCount);
    }

    [TestMethod]
    public void A_cursor_disposed_in_the_middle_of_a_batch_releases_all_of_it()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView states = States(model, 6, batchSize: 4);
        long before = Tensor.TotalCount;
        TokenStates? last;
        using (DataViewRowCursor cursor = states.GetRowCursor(states.Schema))
        {
            Func<TokenStates> read = StateColumn.Reader(cursor, states.Schema["States"]);
            cursor.MoveNext();
            last = read();
            Assert.IsGreaterThan(before, Tensor.TotalCount);
        }

        Assert.AreEqual(before, Tensor.TotalCount);
        Assert.ThrowsExactly<ObjectDisposedException>(() => last.Values);
    }

    [TestMethod]
    public void A_component_above_that_looks_further_ahead_keeps_each_rows_states()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView source = States(model, 7, batchSize: 2);
        IDataView answered = _ml.Reasoning().Generate("Responses", model, "Prompt",
            new GenerateEstimator.Options { BatchSize = 5, MaxNewTokens = 2 }).Fit(source).Transform(source);
        long before = Tensor.TotalCount;
        using (DataViewRowCursor cursor = answered.GetRowCursor(answered.Schema))
        {
            Func<TokenStates> read = StateColumn.Reader(cursor, answered.Schema["States"]);
            Func<string[]> responses = RowReaders.TextVector(cursor, answered.Schema["Responses"]);
            for (int row = 0; cursor.MoveNext(); row++)
            {
                Assert.HasCount(1, responses());
                Assert.AreEqual(InputProblem.Several(7)[row].Prompt.Length * Width, Tensors.Numbers(read().Values).Length);
            }
        }

        Assert.AreEqual(before, Tensor.TotalCount);
    }

    [TestMethod]
    public void Row_objects_carry_states_in_and_out()
    {
        using CausalLanguageModel model = TinyModel.Create();
        var shapes = new List<long>();
        foreach (StatesRow row in _ml.Data.CreateEnumerable<StatesRow>(States(model, 3, batchSize: 2), reuseRowObject: false, ignoreMissingColumns: true))
            shapes.Add(row.States!.Values.shape[0]);
        using var own = new TokenStates(ones(3, Width));

        IDataView back = _ml.Data.LoadFromEnumerable(new StatesRow[] { new() { States = own } });
        IDataView vectors = _ml.Reasoning().ToVector("States").Fit(back).Transform(back);

        CollectionAssert.AreEqual(new long[] { 2, 3, 4 }, shapes);
        Assert.AreEqual(3 * Width, vectors.GetColumn<float[]>("States").Single().Sum());
    }

    [TestMethod]
    public void A_row_without_states_is_named()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(new StatesRow[] { new() });
        IDataView vectors = _ml.Reasoning().ToVector("Vector", "States").Fit(data).Transform(data);
        Assert.Contains("Row 0", Assert.Throws<InvalidOperationException>(() => vectors.GetColumn<float[]>("Vector").ToArray()).Message);
    }

    [TestMethod]
    public void A_prediction_engine_reads_states()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(2));
        ITransformer pipeline = _ml.Reasoning().HiddenStates("States", model, "Prompt").Append(_ml.Reasoning().ToVector("Vector", "States")).Fit(data);
        long before = Tensor.TotalCount;
        using (PredictionEngine<InputProblem, VectorRow> engine = _ml.Model.CreatePredictionEngine<InputProblem, VectorRow>(pipeline, data.Schema))
            foreach (InputProblem problem in InputProblem.Several(3))
                Assert.HasCount(problem.Prompt.Length * Width, engine.Predict(problem).Vector);
        Assert.IsLessThanOrEqualTo(before + 1, Tensor.TotalCount, "A prediction engine of ML.NET does not dispose its row.");
    }

    [TestMethod]
    public void Vectors_have_a_known_size_where_states_are_pooled()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(2));
        VectorDataViewType TypeOf(HiddenStatesEstimator.Options options)
        {
            EstimatorChain<StatesToVectorTransformer> chain =
                _ml.Reasoning().HiddenStates("States", model, "Prompt", options).Append(_ml.Reasoning().ToVector("Vector", "States"));
            IDataView vectors = chain.Fit(data).Transform(data);
            Shapes.AssertSame(vectors, chain.GetOutputSchema(Shapes.Of(data)));
            return (VectorDataViewType)vectors.Schema["Vector"].Type;
        }

        CollectionAssert.AreEqual(new[] { 0, Width }, TypeOf(new()).Dimensions);
        CollectionAssert.AreEqual(new[] { Width }, TypeOf(new() { Pooling = StatePooling.Mean }).Dimensions);
        CollectionAssert.AreEqual(new[] { 2, Width }, TypeOf(new() { Pooling = StatePooling.Last, Layers = [0, 1] }).Dimensions);
    }

    [TestMethod]
    public void A_cache_drops_states_and_the_error_of_the_missing_column_says_so()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView cached = _ml.Data.Cache(States(model, 2, batchSize: 2));
        IDataView shuffled = _ml.Data.ShuffleRows(States(model, 2, batchSize: 2));

        foreach (IDataView dropped in new[] { cached, shuffled })
        {
            var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Reasoning().ToVector("Vector", "States").Fit(dropped));
            Assert.Contains("no column 'States'", error.Message);
            Assert.Contains("Cache", error.Message);
            Assert.Contains("ShuffleRows", error.Message);
        }
    }

    [TestMethod]
    public void Saving_a_pipeline_of_states_says_what_to_do_instead()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(1));
        ITransformer transformer = _ml.Reasoning().HiddenStates("States", model, "Prompt").Fit(data);
        Assert.ThrowsExactly<NotSupportedException>(() => transformer.Save(null!));
    }

    private IDataView States(CausalLanguageModel model, int rows, int batchSize)
    {
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(rows));
        return _ml.Reasoning().HiddenStates("States", model, "Prompt", new HiddenStatesEstimator.Options { BatchSize = batchSize })
            .Fit(data).Transform(data);
    }

    private sealed class StatesRow
    {
        [TokenStatesType]
        public TokenStates? States { get; set; }
    }

    private sealed class VectorRow
    {
        [VectorType]
        public float[] Vector { get; set; } = [];
    }
}
