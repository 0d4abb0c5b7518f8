using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class LookAheadTests
{
    private const int RowCount = 10;

    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Three_batching_components_in_a_chain_answer_each_row_once()
    {
        using CausalLanguageModel model = TinyModel.Create();
        CountingStrategy[] counters = [new(), new(), new()];
        var source = new CountingView(Data());
        IDataView answered = Chain(model, counters).Fit(source).Transform(source);
        Assert.AreEqual(0, source.Cursors, "Fit and Transform touch no row.");

        Consume(answered, "R0", "R1", "R2", "Id");

        Assert.AreEqual(1, source.Cursors);
        Assert.AreEqual(RowCount, source.Rows);
        foreach (CountingStrategy counter in counters)
            Assert.AreEqual(RowCount, counter.Started);
    }

    [TestMethod]
    public void Evaluating_and_saving_a_cached_view_answers_each_row_once()
    {
        using CausalLanguageModel model = TinyModel.Create();
        using var folder = new TemporaryFolder();
        var counter = new CountingStrategy();
        IDataView data = Data();
        IDataView answered = _ml.Data.Cache(_ml.Reasoning().Generate("Responses", model, "Prompt", Options(counter, samples: 2))
            .Append(_ml.Reasoning().VerifyAnswers("Correct", "Responses", "Answer")).Fit(data).Transform(data));

        PassAtKMetrics metrics = _ml.Reasoning().Evaluate(answered, ks: [1, 2]);
        long saved = _ml.Reasoning().SaveSamples(answered, folder["samples.jsonl"]);

        Assert.AreEqual(2 * RowCount, counter.Started);
        Assert.AreEqual(2 * RowCount, metrics.SampleCount);
        Assert.AreEqual(2 * RowCount, saved);
    }

    [TestMethod]
    public void A_filter_above_that_skips_every_row_costs_no_model_call()
    {
        using CausalLanguageModel model = TinyModel.Create();
        CountingStrategy[] counters = [new(), new(), new()];
        IDataView data = Data();
        IDataView filtered = _ml.Data.FilterRowsByColumn(Chain(model, counters).Fit(data).Transform(data), "Weight", lowerBound: 1e6);

        int rows = Consume(filtered, "R0", "R1", "R2", "Id");

        Assert.AreEqual(0, rows);
        Assert.AreEqual(0, model.ForwardCount);
        foreach (CountingStrategy counter in counters)
            Assert.AreEqual(0, counter.Started);
    }

    [TestMethod]
    public void Columns_that_nobody_reads_cost_no_model_call_and_ask_for_no_prompt()
    {
        using CausalLanguageModel model = TinyModel.Create();
        var source = new CountingView(Data());
        IDataView answered = Chain(model, [new(), new(), new()]).Fit(source).Transform(source);

        Consume(answered, "Id", "Numbers");

        Assert.AreEqual(0, model.ForwardCount);
        CollectionAssert.AreEquivalent(new[] { "Id", "Numbers" }, source.Columns);
    }

    [TestMethod]
    public void The_first_value_asked_for_looks_ahead_one_batch_and_no_further()
    {
        using CausalLanguageModel model = TinyModel.Create();
        var counter = new CountingStrategy();
        var source = new CountingView(Data());
        IDataView answered = _ml.Reasoning().Generate("Responses", model, "Prompt", Options(counter)).Fit(source).Transform(source);
        using DataViewRowCursor cursor = answered.GetRowCursor(answered.Schema);
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> responses = cursor.GetGetter<VBuffer<ReadOnlyMemory<char>>>(answered.Schema["Responses"]);
        ValueGetter<VBuffer<int>> counts = cursor.GetGetter<VBuffer<int>>(answered.Schema["TokenCounts"]);
        VBuffer<ReadOnlyMemory<char>> text = default;
        VBuffer<int> count = default;

        cursor.MoveNext();
        cursor.MoveNext();
        Assert.AreEqual(2, source.Rows, "Nothing is looked ahead before a value is asked for.");
        responses(ref text);
        counts(ref count);
        responses(ref text);

        Assert.AreEqual(2 + 3, source.Rows);
        Assert.AreEqual(4, counter.Started, "Row 0 was passed over, rows 1 to 4 are a batch.");
    }

    [TestMethod]
    public void Every_column_and_identity_comes_through_beside_the_computed_ones()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = Data();
        string[] alone = Responses(_ml.Reasoning().Generate("Responses", model, "Prompt", Options(batchSize: 1)).Fit(data).Transform(data));
        IDataView answered = _ml.Reasoning().Generate("Responses", model, "Prompt", Options(batchSize: 4)).Fit(data).Transform(data);

        using DataViewRowCursor cursor = answered.GetRowCursor(answered.Schema);
        Func<string> id = RowReaders.Text(cursor, answered.Schema["Id"]);
        Func<float> weight = RowReaders.Scalar<float>(cursor, answered.Schema["Weight"]);
        Func<int[]> numbers = RowReaders.Vector<int>(cursor, answered.Schema["Numbers"]);
        Func<string[]> responses = RowReaders.TextVector(cursor, answered.Schema["Responses"]);
        ValueGetter<DataViewRowId> identity = cursor.GetIdGetter();
        for (int row = 0; row < RowCount; row++)
        {
            Assert.IsTrue(cursor.MoveNext());
            Assert.AreEqual(row, cursor.Position);
            if (row >= 3) // the first rows are passed over, then batches are looked ahead
                Assert.AreEqual(alone[row], responses().Single());
            DataViewRowId value = default;
            identity(ref value);
            Assert.AreEqual(new DataViewRowId((ulong)row, 0), value);
            Assert.AreEqual($"p{row}", id());
            Assert.AreEqual(row, weight());
            CollectionAssert.AreEqual(InputProblem.NumbersOf(row), numbers());
        }
        Assert.IsFalse(cursor.MoveNext());
        Assert.AreEqual(-1, cursor.Position);
        Assert.IsFalse(cursor.MoveNext());
    }

    [TestMethod]
    public void A_vector_handed_out_is_the_callers_own()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = Data();
        IDataView answered = _ml.Reasoning().Generate("Responses", model, "Prompt", Options(batchSize: 4)).Fit(data).Transform(data);
        using DataViewRowCursor cursor = answered.GetRowCursor(answered.Schema);
        ValueGetter<VBuffer<int>> numbers = cursor.GetGetter<VBuffer<int>>(answered.Schema["Numbers"]);
        Func<string[]> responses = RowReaders.TextVector(cursor, answered.Schema["Responses"]);
        VBuffer<int>[] kept = new VBuffer<int>[RowCount];
        VBuffer<int> reused = default;

        for (int row = 0; row < RowCount; row++)
        {
            cursor.MoveNext();
            numbers(ref reused); // of the input's row where a batch begins, else of the kept copies
            responses();
            numbers(ref kept[row]);
        }

        for (int row = 0; row < RowCount; row++)
            CollectionAssert.AreEqual(InputProblem.NumbersOf(row), kept[row].DenseValues().ToArray());
    }

    [TestMethod]
    public void A_getter_before_the_first_row_or_of_another_type_or_column_is_an_error()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = Data();
        IDataView answered = _ml.Reasoning().Generate("Responses", model, "Prompt", Options()).Fit(data).Transform(data);
        using DataViewRowCursor cursor = answered.GetRowCursor([answered.Schema["TokenCounts"]]);
        ValueGetter<VBuffer<int>> counts = cursor.GetGetter<VBuffer<int>>(answered.Schema["TokenCounts"]);
        VBuffer<int> count = default;

        var early = Assert.ThrowsExactly<InvalidOperationException>(() => counts(ref count));
        var mistyped = Assert.ThrowsExactly<InvalidOperationException>(() => cursor.GetGetter<float>(answered.Schema["TokenCounts"]));
        var inactive = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => cursor.GetGetter<float>(answered.Schema["Weight"]));

        Assert.Contains("MoveNext", early.Message);
        Assert.Contains("'TokenCounts'", mistyped.Message);
        Assert.Contains("'Weight'", inactive.Message);
    }

    private IDataView Data() => _ml.Data.LoadFromEnumerable(InputProblem.Several(RowCount));

    private EstimatorChain<GenerateTransformer> Chain(CausalLanguageModel model, CountingStrategy[] counters) =>
        _ml.Reasoning().Generate("R0", model, "Prompt", Options(counters[0], suffix: "0"))
            .Append(_ml.Reasoning().Generate("R1", model, "Prompt", Options(counters[1], suffix: "1", batchSize: 3)))
            .Append(_ml.Reasoning().Generate("R2", model, "Prompt", Options(counters[2], suffix: "2", batchSize: 64)));

    private static GenerateEstimator.Options Options(
        CountingStrategy? counter = null, string suffix = "", int batchSize = 4, int samples = 1) => new()
        {
            MaxNewTokens = 5,
            SamplesPerPrompt = samples,
            Strategy = counter,
            BatchSize = batchSize,
            Seed = 11,
            FinishReasonsColumnName = "FinishReasons" + suffix,
            TokenCountsColumnName = "TokenCounts" + suffix,
            MeanLogProbabilitiesColumnName = "MeanLogProbabilities" + suffix,
        };

    private static string[] Responses(IDataView data) =>
        data.GetColumn<string[]>("Responses").Select(responses => responses.Single()).ToArray();

    /// <summary>Reads columns of every row, each value twice.</summary>
    private static int Consume(IDataView data, params string[] columns)
    {
        using DataViewRowCursor cursor = data.GetRowCursor(columns.Select(name => data.Schema[name]));
        Action[] reads = columns.Select(name => data.Schema[name]).Select<DataViewSchema.Column, Action>(column => column.Type switch
        {
            TextDataViewType => Twice(RowReaders.Text(cursor, column)),
            VectorDataViewType { ItemType: TextDataViewType } => Twice(RowReaders.TextVector(cursor, column)),
            _ => Twice(RowReaders.Vector<int>(cursor, column)),
        }).ToArray();
        int rows = 0;
        for (; cursor.MoveNext(); rows++)
            foreach (Action read in reads)
                read();
        return rows;
    }

    private static Action Twice<T>(Func<T> read) => () =>
    {
        read();
        read();
    };
}
