using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class UnrollResponsesTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void A_row_a_problem_becomes_a_row_a_response()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([
            AnsweredProblem.From("a", "1", "right", "wrong:2+"), AnsweredProblem.From("b", "3", "none")]);

        Row[] rows = Unroll(data);

        CollectionAssert.AreEqual(new[] { "a", "a", "b" }, rows.Select(row => row.Id).ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1, 0 }, rows.Select(row => row.SampleIndex).ToArray());
        CollectionAssert.AreEqual(new[] { true, false, false }, rows.Select(row => row.Correct).ToArray());
        CollectionAssert.AreEqual(
            new[] { "response 0: right", "response 1: wrong:2+", "response 0: none" }, rows.Select(row => row.Response).ToArray());
        CollectionAssert.AreEqual(new[] { "1", "2", "" }, rows.Select(row => row.ExtractedAnswer).ToArray());
        CollectionAssert.AreEqual(new[] { "Stop", "Length", "Stop" }, rows.Select(row => row.FinishReason).ToArray());
        CollectionAssert.AreEqual(new[] { 10, 20, 10 }, rows.Select(row => row.TokenCount).ToArray());
    }

    [TestMethod]
    public void Both_forms_of_the_schema_agree()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([AnsweredProblem.From("a", "1", "right")]);
        UnrollResponsesEstimator estimator = _ml.Reasoning().UnrollResponses();

        IDataView unrolled = estimator.Fit(data).Transform(data);

        CollectionAssert.AreEqual(
            new[] { "Id", "Answer", "Response", "FinishReason", "TokenCount", "Correct", "ExtractedAnswer", "SampleIndex" },
            unrolled.Schema.Select(column => column.Name).ToArray());
        Assert.AreEqual(BooleanDataViewType.Instance, unrolled.Schema["Correct"].Type);
        Assert.AreEqual(NumberDataViewType.Int32, unrolled.Schema["TokenCount"].Type);
        Shapes.AssertSame(unrolled, estimator.GetOutputSchema(Shapes.Of(data)));
    }

    [TestMethod]
    public void Rows_have_identities_of_their_own_and_positions_count()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([
            AnsweredProblem.From("a", "1", "right", "right"), AnsweredProblem.From("b", "3", "right", "right", "right")]);
        IDataView unrolled = _ml.Reasoning().UnrollResponses().Fit(data).Transform(data);

        using DataViewRowCursor cursor = unrolled.GetRowCursor([]);
        ValueGetter<DataViewRowId> getter = cursor.GetIdGetter();
        var ids = new HashSet<DataViewRowId>();
        var positions = new List<long>();
        while (cursor.MoveNext())
        {
            DataViewRowId id = default;
            getter(ref id);
            ids.Add(id);
            positions.Add(cursor.Position);
        }

        Assert.HasCount(5, ids);
        CollectionAssert.AreEqual(new long[] { 0, 1, 2, 3, 4 }, positions);
        Assert.AreEqual(-1, cursor.Position);
        Assert.IsFalse(cursor.MoveNext());
    }

    [TestMethod]
    public void Rows_without_responses_vanish_and_the_log_tells()
    {
        var messages = new List<string>();
        _ml.Log += (_, e) => messages.Add(e.Message);
        IDataView data = _ml.Data.LoadFromEnumerable([
            AnsweredProblem.From("a", "1"), AnsweredProblem.From("b", "3", "right"), AnsweredProblem.From("c", "3")]);

        Row[] rows = Unroll(data);

        Assert.AreEqual("b", rows.Single().Id);
        Assert.Contains(message => message.Contains("2 rows have no responses", StringComparison.Ordinal), messages);
    }

    [TestMethod]
    public void Vectors_of_different_lengths_are_an_error_that_names_row_and_column()
    {
        AnsweredProblem bad = AnsweredProblem.From("a", "1", "right", "right");
        bad.FinishReasons = ["Stop"];

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Unroll(_ml.Data.LoadFromEnumerable([bad])));

        Assert.Contains("Row 0: column 'FinishReasons' has 1 items, but the row has 2 responses", error.Message);
    }

    [TestMethod]
    public void Chosen_columns_must_be_there_and_be_vectors()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([AnsweredProblem.From("a", "1", "right")]);

        var missing = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Reasoning().UnrollResponses(
            new UnrollResponsesEstimator.Options { Columns = [new("Response", "Responses"), new("Score", "Scores")] }).Fit(data));
        var mistyped = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Reasoning().UnrollResponses(
            new UnrollResponsesEstimator.Options { Columns = [new("Letter", "Answer")] }).Fit(data));

        Assert.Contains("no column 'Scores'", missing.Message);
        Assert.Contains("column 'Answer' has the wrong type; expected a vector, found", mistyped.Message);
    }

    [TestMethod]
    public void It_maps_no_single_rows()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([AnsweredProblem.From("a", "1", "right")]);
        UnrollResponsesTransformer transformer = _ml.Reasoning().UnrollResponses().Fit(data);

        Assert.IsFalse(transformer.IsRowToRowMapper);
        Assert.ThrowsExactly<InvalidOperationException>(() => transformer.GetRowToRowMapper(data.Schema));
    }

    private Row[] Unroll(IDataView data) => _ml.Data.CreateEnumerable<Row>(
        _ml.Reasoning().UnrollResponses().Fit(data).Transform(data), reuseRowObject: false).ToArray();

    private sealed class Row
    {
        public string Id { get; set; } = "";

        public int SampleIndex { get; set; }

        public bool Correct { get; set; }

        public string Response { get; set; } = "";

        public string ExtractedAnswer { get; set; } = "";

        public string FinishReason { get; set; } = "";

        public int TokenCount { get; set; }
    }
}
