namespace Microsoft.ML.Reasoning.Verification.Tests;

/// <summary>The pairs of pairs.txt, both ways round, by category.</summary>
[TestClass]
public sealed class PairCasesTests
{
    private static readonly AnswerVerifier Verifier = new();

    public static IEnumerable<object[]> Categories => CaseFile.Categories("pairs.txt");

    [TestMethod]
    [DynamicData(nameof(Categories))]
    public void Compares_by_meaning(string category)
    {
        var wrong = new List<string>();
        int count = 0;
        foreach (CaseLine line in CaseFile.Read("pairs.txt").Where(line => line.Category == category))
        {
            count++;
            Check(line.Gold, line.Answer, line.Sign is '=' or '>', line, wrong);
            Check(line.Answer, line.Gold, line.Sign == '=', line, wrong);
        }
        Assert.IsGreaterThan(0, count);
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod]
    public void There_are_many() => Assert.IsGreaterThan(550, CaseFile.Read("pairs.txt").Count());

    private static void Check(string gold, string answer, bool expected, CaseLine line, List<string> wrong)
    {
        VerificationResult result = Verifier.Verify(gold, $@"\boxed{{{answer}}}");
        if (result.IsCorrect != expected)
            wrong.Add($"line {line.Number}: gold «{gold}», answer «{answer}» should be {(expected ? "right" : "wrong")}: {result.Reason}, {result.Explanation}");
    }
}
