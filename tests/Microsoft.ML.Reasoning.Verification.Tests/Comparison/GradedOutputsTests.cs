using System.Text.Json;
using Microsoft.ML.Reasoning.Testing;

namespace Microsoft.ML.Reasoning.Verification.Tests;

/// <summary>Real model outputs with a verdict (shared/data/graded).</summary>
[TestClass]
public sealed class GradedOutputsTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod, TestCategory("Golden")]
    public void Agrees_with_the_verdicts()
    {
        var verifier = new AnswerVerifier();
        int rows = 0, missed = 0, falseAccepts = 0;
        var differences = new List<string>();
        foreach (JsonElement row in JsonLines.Read(Shared.PathOf("data", "graded", "dev.jsonl")))
        {
            rows++;
            bool correct = row.GetProperty("correct").GetBoolean();
            VerificationResult result = verifier.Verify(row.GetProperty("gold").GetString()!, row.GetProperty("output").GetString()!);
            if (result.IsCorrect == correct)
                continue;
            _ = correct ? missed++ : falseAccepts++;
            differences.Add($"{row.GetProperty("id")} verdict {correct} gold {row.GetProperty("gold")} theirs {row.GetProperty("extracted")} ours {result.Extracted} ({result.ExtractionKind}, {result.Reason})");
        }
        foreach (string difference in differences)
            TestContext.WriteLine(difference);
        TestContext.WriteLine($"graded: {rows} rows, {missed} missed, {falseAccepts} false accepts");
        Assert.AreEqual(5905, rows);
        Assert.AreEqual(0, falseAccepts, string.Join('\n', differences));
    }
}
