using Microsoft.ML.Reasoning.Verification;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>
/// Checks the answers to each problem against the right one. In: a vector of Text with the responses and a Text column with the right
/// answer. Out: a vector of Boolean, true where the response's final answer equals it, and three vectors of Text that explain it: the
/// answers that were found in the responses, empty where there was none, the same in normal form, and the reasons of the verdicts.
/// </summary>
/// <remarks>
/// What is compared follows from the right answer and the choices: letters, where it is a letter (an answer that writes the choice out
/// counts by its letter); numbers, sets, expressions, words. So the benchmark files that <see cref="ReasoningCatalog.LoadProblems"/>
/// recognises need no options.
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
        errors.RequireName(options.NormalAnswersColumnName, nameof(options.NormalAnswersColumnName));
        errors.RequireName(options.ReasonsColumnName, nameof(options.ReasonsColumnName));
        errors.RequireDistinct(outputColumnName, options.ExtractedAnswersColumnName, options.NormalAnswersColumnName, options.ReasonsColumnName);
        errors.ThrowIfAny();
        return new VerifyAnswersState(
            outputColumnName, options.ExtractedAnswersColumnName, options.NormalAnswersColumnName, options.ReasonsColumnName,
            responsesColumnName, answerColumnName, options.ChoicesColumnName, options.Verification);
    }

    /// <summary>Options of <see cref="VerifyAnswersEstimator"/>.</summary>
    public sealed class Options
    {
        /// <summary>The column of the answers found in the responses: vector of Text. Default: "ExtractedAnswers".</summary>
        public string ExtractedAnswersColumnName { get; set; } = "ExtractedAnswers";

        /// <summary>
        /// The column of those answers in a form in which equal answers read the same: vector of Text. maj@k counts by it where it is
        /// named as the column of the answers. Default: "NormalAnswers".
        /// </summary>
        public string NormalAnswersColumnName { get; set; } = "NormalAnswers";

        /// <summary>The column of the reasons, a <see cref="VerificationReason"/> and its explanation: vector of Text. Default: "VerdictReasons".</summary>
        public string ReasonsColumnName { get; set; } = "VerdictReasons";

        /// <summary>
        /// The column of the texts of the choices, A first: vector of Text, empty for a problem without choices. It need not be there.
        /// Null: none is used. Default: "Choices".
        /// </summary>
        public string? ChoicesColumnName { get; set; } = "Choices";

        /// <summary>What counts as an answer and as equal. Default: null, the verifier's own defaults.</summary>
        public VerificationOptions? Verification { get; set; }

        /// <summary>Ends a cursor's work with an <see cref="OperationCanceledException"/>. Default: none.</summary>
        public CancellationToken CancellationToken { get; set; }
    }
}
