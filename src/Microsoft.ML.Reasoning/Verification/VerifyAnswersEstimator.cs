using Microsoft.ML.Reasoning.Verification;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>
/// Checks the answers to each problem against the right one. In: a vector of Text with the responses and a Text column with the right
/// answer. Out: a vector of Boolean, true where the response's final answer equals it, and a vector of Text with the answers that were
/// found in the responses, empty where there was none.
/// </summary>
/// <remarks>
/// Where the right answer is empty no response can be right: the verdicts are false, the log has a warning, and
/// <see cref="ReasoningCatalog.Evaluate(IDataView, PassAtKEvaluatorOptions)"/> leaves the row out and counts it.
/// </remarks>
public sealed class VerifyAnswersEstimator : ReasoningEstimator<VerifyAnswersTransformer>
{
    internal VerifyAnswersEstimator(
        IHostEnvironment env, string outputColumnName, string responsesColumnName, string answerColumnName, Options options)
        : base(new VerifyAnswersTransformer(env.Register(nameof(VerifyAnswersTransformer)),
            CreateState(outputColumnName, responsesColumnName, answerColumnName, options), options.CancellationToken))
    {
    }

    private static VerifyAnswersState CreateState(
        string outputColumnName, string responsesColumnName, string answerColumnName, Options options)
    {
        ArgumentNullException.ThrowIfNull(outputColumnName);
        ArgumentNullException.ThrowIfNull(responsesColumnName);
        ArgumentNullException.ThrowIfNull(answerColumnName);
        ArgumentNullException.ThrowIfNull(options);
        var errors = new OptionErrors($"{nameof(VerifyAnswersEstimator)}.{nameof(Options)}");
        errors.RequireName(outputColumnName, nameof(outputColumnName));
        errors.RequireName(responsesColumnName, nameof(responsesColumnName));
        errors.RequireName(answerColumnName, nameof(answerColumnName));
        errors.RequireName(options.ExtractedAnswersColumnName, nameof(options.ExtractedAnswersColumnName));
        errors.RequireDistinct(outputColumnName, options.ExtractedAnswersColumnName);
        errors.ThrowIfAny();
        return new VerifyAnswersState(
            outputColumnName, options.ExtractedAnswersColumnName, responsesColumnName, answerColumnName, options.Verification);
    }

    /// <summary>Options of <see cref="VerifyAnswersEstimator"/>.</summary>
    public sealed class Options
    {
        /// <summary>The column of the answers found in the responses: vector of Text. Default: "ExtractedAnswers".</summary>
        public string ExtractedAnswersColumnName { get; set; } = "ExtractedAnswers";

        /// <summary>What counts as an answer and as equal. Default: null, the verifier's own defaults.</summary>
        public VerificationOptions? Verification { get; set; }

        /// <summary>Ends a cursor's work with an <see cref="OperationCanceledException"/>. Default: none.</summary>
        public CancellationToken CancellationToken { get; set; }
    }
}
