using Microsoft.ML.Reasoning.Testing;

namespace Microsoft.ML.Reasoning.Tests;

/// <summary>Mutated problem files: an error that names the file and the line, or problems.</summary>
[TestClass]
public sealed class ProblemFileFuzzTests
{
    private static readonly string[] s_files =
    [
        "{\"question\": \"What is 2+2?\", \"answer\": \"4\"}\n{\"question\": \"é漢😀\", \"answer\": 5.50, \"id\": \"k\"}\n\n{\"question\": \"c\", \"answer\": [\"1\", \"2\"]}\n",
        "[\n {\"id\": 7, \"question\": \"]},{\\\"\", \"answer\": [\"x\"]},\n {\"id\": \"k\", \"question\": \"q\", \"answer\": null}\n]\n",
        "{\"problem\": \"Find x.\", \"solution\": \"So $x=\\\\boxed{3}$.\", \"answer\": \"3\", \"level\": 5, \"subject\": \"Algebra\"}\r\n{\"problem\": \"y?\", \"solution\": \"\", \"answer\": \"1\"}\r\n",
        "{\"question\": \"Which?\", \"choices\": [\"a\", \"b\", \"c\"], \"answer\": 1}\n{\"question\": \"Which?\", \"choices\": [\"a\", \"b\"], \"answer\": 0}\n",
        "{\"question\": \"Janet has 3.\", \"answer\": \"3*2=<<3*2=6>>6\\n#### 6\"}\n",
    ];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_mutated_file_is_refused_or_gives_problems()
    {
        using var folder = new TemporaryFolder();
        FuzzRun run = FuzzRun.Of(new Mutations(s_files, seed: 6), folder["file.jsonl"], file =>
        {
            foreach (Problem problem in ProblemFile.Read(file))
            {
                Assert.AreNotEqual("", problem.Question);
                Assert.IsGreaterThan(0L, problem.Line);
            }
        }, TestContext);
        Assert.IsGreaterThan(run.Inputs / 100, run.Read);
    }
}
