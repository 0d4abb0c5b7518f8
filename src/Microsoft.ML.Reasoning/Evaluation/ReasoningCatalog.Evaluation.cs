namespace Microsoft.ML.Reasoning;

public sealed partial class ReasoningCatalog
{
    /// <summary>
    /// Counts how many problems were solved: pass@k, pass^k, mean and majority vote with 95 % intervals. It passes over the data once;
    /// cache the data first, or the model runs again on every other pass. A column that the data does not have is named null.
    /// </summary>
    /// <param name="data">A row a problem.</param>
    /// <param name="correctColumnName">The column of the verdicts: vector of Boolean. Default: "Correct".</param>
    /// <param name="answersColumnName">The answers found in the responses: vector of Text. Default: "ExtractedAnswers".</param>
    /// <param name="finishReasonsColumnName">Why each response ended: vector of Text. Default: "FinishReasons".</param>
    /// <param name="ks">For which k. Default: null, 1 and the smallest number of responses of any row.</param>
    /// <param name="tokenCountsColumnName">The responses' numbers of tokens: vector of Int32. Default: "TokenCounts".</param>
    /// <param name="goldColumnName">The right answer, Text; rows where it is empty are left out and counted. Default: "Answer".</param>
    /// <returns>The metrics.</returns>
    public PassAtKMetrics Evaluate(IDataView data, string correctColumnName = "Correct", string? answersColumnName = "ExtractedAnswers",
        string? finishReasonsColumnName = "FinishReasons", IReadOnlyList<int>? ks = null,
        string? tokenCountsColumnName = "TokenCounts", string? goldColumnName = "Answer") =>
        Evaluate(data, new PassAtKEvaluatorOptions
        {
            CorrectColumnName = correctColumnName,
            ExtractedAnswersColumnName = answersColumnName,
            FinishReasonsColumnName = finishReasonsColumnName,
            TokenCountsColumnName = tokenCountsColumnName,
            AnswerColumnName = goldColumnName,
            Ks = ks,
        });

    /// <summary>Counts how many problems were solved: pass@k, pass^k, mean and majority vote with 95 % intervals.</summary>
    /// <param name="data">A row a problem.</param>
    /// <param name="options">Columns, k, intervals.</param>
    /// <returns>The metrics.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    /// <exception cref="ArgumentException">An option is wrong, or a k is larger than every row's number of responses.</exception>
    /// <exception cref="InvalidOperationException">There is no row to evaluate.</exception>
    public PassAtKMetrics Evaluate(IDataView data, PassAtKEvaluatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        return new PassAtKEvaluator(_ml, options).Evaluate(data);
    }
}
