using System.Text.Json;
using Microsoft.ML.Reasoning.Testing;

namespace Microsoft.ML.Reasoning.Verification.Tests;

/// <summary>Real model outputs with a verdict (shared/data/graded).</summary>
[TestClass]
public sealed class GradedOutputsTests
{
    // The answer stands in the output of the model's program and in the first word of its last sentence, which ends in another number.
    private static readonly string[] Missed = ["tora70b-0098"];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod, TestCategory("Golden")]
    public void Agrees_with_all_verdicts_but_the_listed_one_and_accepts_nothing_wrong()
    {
        var verifier = new AnswerVerifier();
        int rows = 0, falseAccepts = 0;
        var missedIds = new List<string>();
        var differences = new List<string>();
        foreach (JsonElement row in JsonLines.Read(Shared.PathOf("data", "graded", "dev.jsonl")))
        {
            rows++;
            bool correct = row.GetProperty("correct").GetBoolean();
            VerificationResult result = verifier.Verify(row.GetProperty("gold").GetString()!, row.GetProperty("output").GetString()!);
            if (result.IsCorrect == correct)
                continue;
            if (correct)
                missedIds.Add(row.GetProperty("id").GetString()!);
            else
                falseAccepts++;
            differences.Add($"{row.GetProperty("id")} verdict {correct} gold {row.GetProperty("gold")} theirs {row.GetProperty("extracted")} ours {result.Extracted} ({result.ExtractionKind}, {result.Reason})");
        }
        foreach (string difference in differences)
            TestContext.WriteLine(difference);
        TestContext.WriteLine($"graded: {rows} rows, {missedIds.Count} missed, {falseAccepts} false accepts");
        Assert.AreEqual(5905, rows);
        Assert.AreEqual(0, falseAccepts, string.Join('\n', differences));
        CollectionAssert.AreEqual(Missed, missedIds);
    }
}
