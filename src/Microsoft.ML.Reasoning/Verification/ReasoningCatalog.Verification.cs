namespace Microsoft.ML.Reasoning;

public sealed partial class ReasoningCatalog
{
    /// <summary>Checks the answers to each problem against the right one.</summary>
    /// <param name="outputColumnName">The new column of the verdicts: vector of Boolean. Default: "Correct".</param>
    /// <param name="responsesColumnName">The column of the responses: vector of Text. Default: "Responses".</param>
    /// <param name="answerColumnName">The column of the right answer: Text. Default: "Answer".</param>
    /// <returns>The estimator.</returns>
    public VerifyAnswersEstimator VerifyAnswers(
        string outputColumnName = "Correct", string responsesColumnName = "Responses", string answerColumnName = "Answer") =>
        VerifyAnswers(outputColumnName, responsesColumnName, answerColumnName, new VerifyAnswersEstimator.Options());

    /// <summary>Checks the answers to each problem against the right one.</summary>
    /// <param name="outputColumnName">The new column of the verdicts: vector of Boolean.</param>
    /// <param name="responsesColumnName">The column of the responses: vector of Text.</param>
    /// <param name="answerColumnName">The column of the right answer: Text.</param>
    /// <param name="options">What counts as an answer and as equal, names of the other columns.</param>
    /// <returns>The estimator.</returns>
    public VerifyAnswersEstimator VerifyAnswers(
        string outputColumnName, string responsesColumnName, string answerColumnName, VerifyAnswersEstimator.Options options) =>
        new(_ml, outputColumnName, responsesColumnName, answerColumnName, options);
}
