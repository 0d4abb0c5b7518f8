namespace Microsoft.ML.Reasoning;

/// <summary>Which columns to save. A column that the data does not have is named null; its field is then null in every line.</summary>
public sealed class SaveSamplesOptions
{
    /// <summary>The column of the problem's name: Text; null saves the number of its row. Default: "Id".</summary>
    public string? IdColumnName { get; set; } = "Id";

    /// <summary>The column of the responses: vector of Text. Default: "Responses".</summary>
    public string ResponsesColumnName { get; set; } = "Responses";

    /// <summary>The column of the verdicts: vector of Boolean. Default: "Correct".</summary>
    public string? CorrectColumnName { get; set; } = "Correct";

    /// <summary>The column of the answers found in the responses: vector of Text. Default: "ExtractedAnswers".</summary>
    public string? ExtractedAnswersColumnName { get; set; } = "ExtractedAnswers";

    /// <summary>The column of why each response ended: vector of Text. Default: "FinishReasons".</summary>
    public string? FinishReasonsColumnName { get; set; } = "FinishReasons";

    /// <summary>The column of the responses' numbers of tokens: vector of Int32. Default: "TokenCounts".</summary>
    public string? TokenCountsColumnName { get; set; } = "TokenCounts";

    /// <summary>Ends the pass over the data with an <see cref="OperationCanceledException"/>; no file is left. Default: none.</summary>
    public CancellationToken CancellationToken { get; set; }
}
