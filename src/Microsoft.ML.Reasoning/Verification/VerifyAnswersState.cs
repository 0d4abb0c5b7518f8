using Microsoft.ML.Reasoning.Verification;

namespace Microsoft.ML.Reasoning;

/// <summary>All that a <see cref="VerifyAnswersTransformer"/> is.</summary>
internal sealed record VerifyAnswersState(
    string CorrectColumnName, string ExtractedAnswersColumnName, string NormalAnswersColumnName, string ReasonsColumnName,
    string ResponsesColumnName, string AnswerColumnName, string? ChoicesColumnName, VerificationOptions? Verification);
