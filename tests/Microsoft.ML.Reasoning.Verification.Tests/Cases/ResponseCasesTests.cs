namespace Microsoft.ML.Reasoning.Verification.Tests;

/// <summary>The responses of responses.txt by category.</summary>
[TestClass]
public sealed class ResponseCasesTests
{
    private static readonly AnswerVerifier Verifier = new();

    public static IEnumerable<object[]> Categories => CaseFile.Categories("responses.txt");

    [TestMethod]
    [DynamicData(nameof(Categories))]
    public void Finds_the_answer_and_judges_it(string category)
    {
        var wrong = new List<string>();
        int count = 0;
        foreach (CaseLine line in CaseFile.Read("responses.txt").Where(line => line.Category == category))
        {
            count++;
            // "\neq" is mathematics, any other "\n" a new line.
            string response = line.Answer.Replace(@"\neq", "\0", StringComparison.Ordinal).Replace(@"\n", "\n", StringComparison.Ordinal).Replace("\0", @"\neq", StringComparison.Ordinal);
            VerificationResult result = Verifier.Verify(line.Gold, response, line.Choices);
            if (result.IsCorrect != (line.Sign == '=') || (line.Sign == '?' && result.IsAnswered))
                wrong.Add($"line {line.Number}: gold «{line.Gold}», response «{line.Answer}» should be {line.Sign}: {result}");
        }
        Assert.IsGreaterThan(0, count);
        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod]
    public void There_are_many() => Assert.IsGreaterThan(200, CaseFile.Read("responses.txt").Count());
}
