using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning.Tests;

/// <summary>A row as Generate and VerifyAnswers leave it.</summary>
internal sealed class AnsweredProblem
{
    public string Id { get; set; } = "";

    public string Answer { get; set; } = "";

    [VectorType]
    public string[] Responses { get; set; } = [];

    [VectorType]
    public bool[] Correct { get; set; } = [];

    [VectorType]
    public string[] ExtractedAnswers { get; set; } = [];

    [VectorType]
    public string[] FinishReasons { get; set; } = [];

    [VectorType]
    public int[] TokenCounts { get; set; } = [];

    /// <summary>A problem from verdicts: "right", "wrong:5", "none", with "+" where the response was cut off.</summary>
    public static AnsweredProblem From(string id, string answer, params string[] verdicts) => new()
    {
        Id = id,
        Answer = answer,
        Responses = verdicts.Select((verdict, i) => $"response {i}: {verdict}").ToArray(),
        Correct = verdicts.Select(verdict => verdict.StartsWith("right", StringComparison.Ordinal)).ToArray(),
        ExtractedAnswers = verdicts.Select(verdict => verdict.TrimEnd('+') switch
        {
            "right" => answer,
            "none" => "",
            string wrong => wrong["wrong:".Length..],
        }).ToArray(),
        FinishReasons = verdicts.Select(verdict => verdict.EndsWith('+') ? "Length" : "Stop").ToArray(),
        TokenCounts = verdicts.Select((_, i) => 10 * (i + 1)).ToArray(),
    };
}
