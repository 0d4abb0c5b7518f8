namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class ProblemFileTests
{
    private string _folder = "";

    [TestInitialize]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("problems-").FullName;

    [TestCleanup]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void Lines_with_byte_order_mark_carriage_returns_and_blank_lines()
    {
        Problem[] problems = Read("\uFEFF{\"question\": \" a \", \"answer\": \"1\"}\r\n\r\n{\"question\": \"b\\nc\", \"answer\": 2.50}\r\n");
        Assert.HasCount(2, problems);
        Assert.AreEqual(("a", "1", 1L, "0"), (problems[0].Question, problems[0].Answer, problems[0].Line, problems[0].Id));
        Assert.AreEqual(("b\nc", "2.5", 3L, 1L), (problems[1].Question, problems[1].Answer, problems[1].Line, problems[1].Row));
    }

    [TestMethod]
    public void An_array_keeps_the_lines_of_its_rows()
    {
        Problem[] problems = Read("[\n {\"id\": 7, \"question\": \"]},{\\\"\",\n  \"answer\": [\"x\"]},\n {\"id\": \"k\", \"question\": \"q\", \"answer\": null}\n]\n");
        Assert.HasCount(2, problems);
        Assert.AreEqual(("7", "]},{\"", "x", 2L), (problems[0].Id, problems[0].Question, problems[0].Answer, problems[0].Line));
        Assert.AreEqual(("k", "", 4L), (problems[1].Id, problems[1].Answer, problems[1].Line));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(" \r\n\n")]
    [DataRow("[]")]
    [DataRow("\uFEFF[ ]\n")]
    public void An_empty_file_has_no_problems(string content) => Assert.IsEmpty(Read(content));

    [TestMethod]
    [DataRow("{\"question\": \"a\", \"answer\": \"1\"}\n{\"question\": \"a\", \"answer\": ", "line 2: malformed JSON")]
    [DataRow("{\"question\": \"a\", \"answer\": \"1\"}\n\n{\"question\": \"a\"}", "line 3: the field 'answer' is missing (found: question)")]
    [DataRow("{\"question\": \"a\", \"answer\": \"1\"}\n{\"problem\": 1, \"answer\": \"1\"}", "line 2: the field 'problem' should be a text, but is Number")]
    [DataRow("{\"text\": \"a\"}", "line 1: the layout is not known (found: text)")]
    [DataRow("{\"question\": \" \", \"answer\": \"1\"}", "line 1: the question is empty")]
    [DataRow("{\"question\": \"\\ud800\", \"answer\": \"1\"}", "line 1: a text holds half a surrogate pair")]
    [DataRow("3", "line 1: expected a JSON object, found Number")]
    [DataRow("[{\"question\": \"a\", \"answer\": \"1\"}", "line 1: the file ends inside its array")]
    [DataRow("[{\"question\": \"a\", \"answer\": \"1\"},\n {\"question\": \"a", "line 2: malformed JSON")]
    [DataRow("[{\"question\": \"a\", \"answer\": \"1\"}]\nmore", "line 2: there is text after the end of the array")]
    [DataRow("[{\"question\": \"a\", \"answer\": \"1\"},]", "line 1: malformed JSON")]
    [DataRow("{\"question\": \"a\", \"choices\": [\"x\"], \"answer\": 1}", "line 1: the field 'answer' should be an index into the 1 choices, but is 1")]
    public void Says_where_a_file_is_wrong(string content, string expected)
    {
        FormatException error = Assert.ThrowsExactly<FormatException>(() => Read(content));
        Assert.Contains(expected, error.Message);
        Assert.Contains("file.jsonl", error.Message);
    }

    [TestMethod]
    public void Text_that_is_not_utf8_is_malformed()
    {
        string path = Path.Combine(_folder, "file.jsonl");
        File.WriteAllBytes(path, [.. "{\"question\": \""u8, 0xFF, 0xFE, .. "\", \"answer\": \"1\"}"u8]);
        Assert.Contains("line 1", Assert.ThrowsExactly<FormatException>(() => ProblemFile.Read(path).Count()).Message);
    }

    [TestMethod]
    public void Fields_can_be_described()
    {
        var options = new ProblemFileOptions { QuestionField = "data.q[1].text", AnswerField = "gold", IdField = "key", ChoicesField = "data.c" };
        Problem problem = Read("{\"key\": 5, \"gold\": 1, \"data\": {\"q\": [0, {\"text\": \"why\"}], \"c\": {\"B\": \"no\", \"A\": \"yes\"}}}", options).Single();
        Assert.AreEqual(("5", "why\nAnswer Choices: (A) yes (B) no", "B"), (problem.Id, problem.Question, problem.Answer));
        CollectionAssert.AreEqual(new[] { "yes", "no" }, problem.Choices.ToArray());
    }

    [TestMethod]
    public void A_described_field_goes_over_the_recognised_one()
    {
        Problem problem = Read("{\"question\": \"q\", \"answer\": \"1\", \"other\": \"2\"}", new ProblemFileOptions { AnswerField = "other" }).Single();
        Assert.AreEqual(("q", "2"), (problem.Question, problem.Answer));
    }

    [TestMethod]
    [DataRow("a..b")]
    [DataRow("a[")]
    [DataRow("a[x]")]
    [DataRow("[0]")]
    [DataRow("a[0]b")]
    [DataRow("")]
    public void A_malformed_field_path_is_refused(string field) =>
        Assert.ThrowsExactly<ArgumentException>(() => Read("{}", new ProblemFileOptions { AnswerField = field }));

    [TestMethod]
    public void A_huge_row_is_read_and_a_larger_one_than_allowed_refused()
    {
        string huge = $"{{\"question\": \"{new string('x', 10_000_000)}\", \"answer\": \"1\"}}\n";
        Assert.AreEqual(10_000_000, Read(huge).Single().Question.Length);
        FormatException error = Assert.ThrowsExactly<FormatException>(() => Read("\n" + huge, new ProblemFileOptions { MaxRowBytes = 5_000_000 }));
        Assert.Contains("line 2: the row is longer than 5000000 bytes", error.Message);
    }

    [TestMethod]
    public void Rows_are_read_as_they_are_asked_for()
    {
        string path = Path.Combine(_folder, "file.jsonl");
        File.WriteAllText(path, "{\"question\": \"a\", \"answer\": \"1\"}\nbroken");
        Assert.AreEqual("a", ProblemFile.Read(path).First().Question);
    }

    [TestMethod]
    public void A_missing_file_is_named() =>
        Assert.Contains("absent.jsonl", Assert.ThrowsExactly<FileNotFoundException>(() => ProblemFile.Read(Path.Combine(_folder, "absent.jsonl"))).Message);

    private Problem[] Read(string content, ProblemFileOptions? options = null)
    {
        string path = Path.Combine(_folder, "file.jsonl");
        File.WriteAllText(path, content);
        return [.. ProblemFile.Read(path, options)];
    }
}
