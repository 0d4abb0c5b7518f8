namespace Microsoft.ML.Reasoning.Verification;

/// <summary>A verdict and what it rests on.</summary>
/// <param name="IsCorrect">Whether the answer is right.</param>
/// <param name="Reason">Why.</param>
/// <param name="Explanation">The reason in words, with the values compared.</param>
/// <param name="Extracted">The text that was taken as the answer; null where none was found.</param>
/// <param name="ExtractionKind">How it was found.</param>
/// <param name="NormalForm">The answer in a form in which equal answers read the same; null where there is no answer. Votes count these.</param>
/// <param name="GoldNormalForm">The gold answer in the same form.</param>
public sealed record VerificationResult(
    bool IsCorrect,
    VerificationReason Reason,
    string Explanation,
    string? Extracted,
    ExtractionKind ExtractionKind,
    string? NormalForm,
    string GoldNormalForm)
{
    /// <summary>Whether there was an answer of the kind asked for, right or wrong.</summary>
    public bool IsAnswered => Reason is not (VerificationReason.NoAnswer or VerificationReason.Unparsable);
}
