using System.Text.Json;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class SaveSamplesTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Each_sample_is_a_line_with_all_its_fields()
    {
        using var folder = new TemporaryFolder();
        AnsweredProblem problem = AnsweredProblem.From("gsm/1", "7", "right", "none+");
        problem.Responses[1] = "line\n\"quoted\" \u00e9\u6570 <b>";

        long count = _ml.Reasoning().SaveSamples(_ml.Data.LoadFromEnumerable([problem]), folder["deeper/samples.jsonl"]);

        Assert.AreEqual(2, count);
        JsonElement[] lines = Read(folder["deeper/samples.jsonl"]);
        Assert.HasCount(2, lines);
        CollectionAssert.AreEqual(
            new[] { "id", "sample", "correct", "extracted", "response", "finishReason", "tokens" },
            lines[0].EnumerateObject().Select(field => field.Name).ToArray());
        Assert.AreEqual("gsm/1", lines[0].GetProperty("id").GetString());
        Assert.IsTrue(lines[0].GetProperty("correct").GetBoolean());
        Assert.AreEqual("7", lines[0].GetProperty("extracted").GetString());
        Assert.AreEqual(1, lines[1].GetProperty("sample").GetInt32());
        Assert.IsFalse(lines[1].GetProperty("correct").GetBoolean());
        Assert.AreEqual(JsonValueKind.Null, lines[1].GetProperty("extracted").ValueKind);
        Assert.AreEqual(problem.Responses[1], lines[1].GetProperty("response").GetString());
        Assert.AreEqual("Length", lines[1].GetProperty("finishReason").GetString());
        Assert.AreEqual(20, lines[1].GetProperty("tokens").GetInt32());
    }

    [TestMethod]
    public void A_failure_leaves_the_old_file_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        string path = folder["samples.jsonl"];
        File.WriteAllText(path, "old");
        AnsweredProblem bad = AnsweredProblem.From("b", "1", "right", "right");
        bad.Correct = [true];
        IDataView data = _ml.Data.LoadFromEnumerable([AnsweredProblem.From("a", "1", "right", "right"), bad]);

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Reasoning().SaveSamples(data, path));

        Assert.Contains("Row 1: column 'Correct' has 1 items", error.Message);
        CollectionAssert.AreEqual(new[] { path }, Directory.GetFileSystemEntries(folder.Root));
        Assert.AreEqual("old", File.ReadAllText(path));
    }

    [TestMethod]
    public void A_success_replaces_the_old_file()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["samples.jsonl"], "old");

        _ml.Reasoning().SaveSamples(_ml.Data.LoadFromEnumerable([AnsweredProblem.From("a", "1", "right")]), folder["samples.jsonl"]);

        Assert.HasCount(1, Read(folder["samples.jsonl"]));
        Assert.HasCount(1, Directory.GetFileSystemEntries(folder.Root));
    }

    [TestMethod]
    public void Cancellation_and_empty_data_leave_no_file()
    {
        using var folder = new TemporaryFolder();
        using var source = new CancellationTokenSource();
        source.Cancel();
        IDataView data = _ml.Data.LoadFromEnumerable([AnsweredProblem.From("a", "1", "right")]);

        Assert.ThrowsExactly<OperationCanceledException>(() => _ml.Reasoning().SaveSamples(
            data, folder["samples.jsonl"], new SaveSamplesOptions { CancellationToken = source.Token }));
        Assert.ThrowsExactly<InvalidOperationException>(
            () => _ml.Reasoning().SaveSamples(_ml.Data.LoadFromEnumerable(Array.Empty<AnsweredProblem>()), folder["samples.jsonl"]));

        Assert.IsEmpty(Directory.GetFileSystemEntries(folder.Root));
    }

    [TestMethod]
    public void Columns_named_null_are_null_in_the_file_and_the_row_is_the_id()
    {
        using var folder = new TemporaryFolder();
        IDataView data = _ml.Data.LoadFromEnumerable([AnsweredProblem.From("a", "1", "right"), AnsweredProblem.From("b", "1", "right")]);
        IDataView responses = _ml.Transforms.SelectColumns("Responses").Fit(data).Transform(data);

        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => _ml.Reasoning().SaveSamples(responses, folder["samples.jsonl"]));
        _ml.Reasoning().SaveSamples(responses, folder["samples.jsonl"], new SaveSamplesOptions
        {
            IdColumnName = null,
            CorrectColumnName = null,
            ExtractedAnswersColumnName = null,
            FinishReasonsColumnName = null,
            TokenCountsColumnName = null,
        });

        Assert.Contains("'Id', 'Correct', 'ExtractedAnswers', 'FinishReasons', 'TokenCounts'", error.Message);
        JsonElement last = Read(folder["samples.jsonl"])[1];
        Assert.AreEqual("1", last.GetProperty("id").GetString());
        foreach (string field in new[] { "correct", "extracted", "finishReason", "tokens" })
            Assert.AreEqual(JsonValueKind.Null, last.GetProperty(field).ValueKind, field);
    }

    private static JsonElement[] Read(string path) =>
        File.ReadAllLines(path).Select(line => JsonDocument.Parse(line).RootElement).ToArray();
}
