using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class LoadProblemsTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void A_file_becomes_a_view_with_identifier_question_answer_and_choices()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["problems.jsonl"], """
            {"question": "One and one?", "answer": "2", "id": "a"}
            {"question": "Two and two?", "answer": "4", "id": "b"}
            """);

        IDataView data = _ml.Reasoning().LoadProblems(folder["problems.jsonl"]);

        CollectionAssert.AreEqual(new[] { "Id", "Question", "Answer", "Choices" }, data.Schema.Select(column => column.Name).ToArray());
        CollectionAssert.AreEqual(new[] { "a", "b" }, data.GetColumn<string>("Id").ToArray());
        CollectionAssert.AreEqual(new[] { "One and one?", "Two and two?" }, data.GetColumn<string>("Question").ToArray());
        CollectionAssert.AreEqual(new[] { "2", "4" }, data.GetColumn<string>("Answer").ToArray());
        Assert.IsEmpty(data.GetColumn<string[]>("Choices").First());
    }

    [TestMethod]
    public void A_malformed_line_is_named_at_the_call()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["problems.jsonl"], "{\"question\": \"One?\", \"answer\": \"1\"}\n{\"question\": \"Two?\", \"ans");

        var error = Assert.ThrowsExactly<FormatException>(() => _ml.Reasoning().LoadProblems(folder["problems.jsonl"]));

        Assert.Contains("problems.jsonl", error.Message);
        Assert.Contains("line 2", error.Message);
    }

    [TestMethod]
    public void An_empty_or_absent_file_is_an_error()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["empty.jsonl"], "\n");

        Assert.Contains("empty.jsonl", Assert.ThrowsExactly<FormatException>(() => _ml.Reasoning().LoadProblems(folder["empty.jsonl"])).Message);
        Assert.ThrowsExactly<FileNotFoundException>(() => _ml.Reasoning().LoadProblems(folder["absent.jsonl"]));
    }

    [TestMethod]
    public void Problems_without_an_answer_are_told()
    {
        using var folder = new TemporaryFolder();
        var messages = new List<string>();
        _ml.Log += (_, e) => messages.Add(e.Message);
        File.WriteAllText(folder["problems.jsonl"], "{\"question\": \"One?\", \"answer\": \"1\"}\n{\"question\": \"Two?\", \"answer\": \"\"}\n");

        _ml.Reasoning().LoadProblems(folder["problems.jsonl"]);

        Assert.Contains(message => message.Contains("1 problems have no answer", StringComparison.Ordinal), messages);
    }
}
