using Microsoft.ML.Reasoning.Verification;

namespace Microsoft.ML.Reasoning;

/// <summary>How to evaluate answered and verified problems. A column that the data does not have is named null.</summary>
public sealed class PassAtKEvaluatorOptions
{
    /// <summary>For which k. Default: null, 1 and the smallest number of responses of any row.</summary>
    public IReadOnlyList<int>? Ks { get; set; }

    /// <summary>The column of the verdicts: vector of Boolean. Default: "Correct".</summary>
    public string CorrectColumnName { get; set; } = "Correct";

    /// <summary>The answers found in the responses, which vote in maj@k: vector of Text. Default: "ExtractedAnswers".</summary>
    public string? ExtractedAnswersColumnName { get; set; } = "ExtractedAnswers";

    /// <summary>The column of why each response ended: vector of Text. Default: "FinishReasons".</summary>
    public string? FinishReasonsColumnName { get; set; } = "FinishReasons";

    /// <summary>The column of the responses' numbers of tokens: vector of Int32. Default: "TokenCounts".</summary>
    public string? TokenCountsColumnName { get; set; } = "TokenCounts";

    /// <summary>The right answer, Text: a row where it is empty cannot be judged and is left out. Default: "Answer".</summary>
    public string? AnswerColumnName { get; set; } = "Answer";

    /// <summary>How often the problems are drawn again for the 95 % intervals. Default: 2000.</summary>
    public int BootstrapResamples { get; set; } = Bootstrap.DefaultResamples;

    /// <summary>The seed of those draws. Default: 0.</summary>
    public ulong Seed { get; set; }

    /// <summary>Ends the pass over the data with an <see cref="OperationCanceledException"/>. Default: none.</summary>
    public CancellationToken CancellationToken { get; set; }
}
