using Microsoft.ML.Reasoning.Testing;

namespace Microsoft.ML.Reasoning.Verification.Tests;

/// <summary>The cases of shared/data/verify.</summary>
[TestClass]
public sealed class VerifyCasesTests
{
    // Expectations that are not mathematics, each with its proof or the convention behind it.
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["mv-031"] = "9 = 9: that a formula between dollars ends with its line is a rule of the reference's regular expression",
        ["mv-264"] = "1 - 1/e < 1 < 1 + 1/e",
        ["ex-001"] = "1.414 is not the square root of 2 to six decimals",
        ["ex-010"] = "1.732 is not the square root of 3 to six decimals",
        ["ex-049"] = "1.732 is not the square root of 3 to six decimals",
        ["ex-032"] = "10cm is 10 as 10 cm^2 and 10 weeks are, which the same source accepts",
        ["ex-054"] = "2 to the power of 2^-1000 is greater than 1",
    };

    public TestContext TestContext { get; set; } = null!;

    [TestMethod, TestCategory("Golden")]
    [DataRow("dev.jsonl")]
    [DataRow("extra_dev.jsonl")]
    public void Agrees_with_the_expectations(string file)
    {
        int rows = 0, compared = 0, agree = 0;
        var wrong = new List<string>();
        foreach (VerifyCase row in VerifyCase.Read(Shared.PathOf("data", "verify", file)))
        {
            rows++;
            if (row.Expected is null || row.Gold is null)
                continue;
            compared++;
            VerificationResult result = row.Verify();
            bool same = result.IsCorrect == row.Expected;
            if (same == Refused.ContainsKey(row.Id))
                wrong.Add($"{row.Id} expected {row.Expected}: gold «{row.Gold}» answer «{result.Extracted}» {result.ExtractionKind} {result.Reason}: {result.Explanation}");
            agree += same ? 1 : 0;
        }
        TestContext.WriteLine($"{file}: {agree} of {compared} agree ({rows} rows, the others have no expectation of ours)");
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }
}
