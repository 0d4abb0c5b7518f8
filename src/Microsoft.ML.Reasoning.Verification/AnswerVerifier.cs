namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Finds the answer in a response and says whether it is the gold answer. Thread-safe; never throws on any text.</summary>
/// <param name="options">How answers are found and compared; null: the defaults.</param>
public sealed class AnswerVerifier(VerificationOptions? options = null)
{
    private readonly VerificationOptions _options = options ?? new VerificationOptions();

    /// <summary>Checks one response.</summary>
    /// <param name="gold">The gold answer. A worked solution with a box or "####" counts by what these hold.</param>
    /// <param name="response">The response of a model.</param>
    /// <param name="choices">The texts of the choices, A first, where the gold answer is the letter or the text of one; null or empty: none are known.</param>
    public VerificationResult Verify(string gold, string response, IReadOnlyList<string>? choices = null)
    {
        ArgumentNullException.ThrowIfNull(gold);
        ArgumentNullException.ThrowIfNull(response);
        gold = AnswerPhrases.AfterHashes(gold) ?? BoxedAnswer.Last(gold) ?? gold.Trim();
        AnswerShape shape = AnswerEquality.ShapeOf(gold);
        ExtractedAnswer? extracted = AnswerExtractor.Extract(response, shape, _options.Extraction);
        string goldForm = AnswerEquality.NormalForm(gold, shape);
        string? form = extracted is { Text: var text } ? AnswerEquality.NormalForm(text, shape) : null;
        (VerificationReason reason, string explanation) =
            gold.Length == 0 ? (VerificationReason.NoGold, "there is no gold answer")
            : extracted is null ? (VerificationReason.NoAnswer, "no answer was found")
            : AnswerEquality.Compare(gold, extracted.Value.Text, _options);
        bool correct = reason is VerificationReason.SameChoice or VerificationReason.SameNumber or VerificationReason.SameRounded
            or VerificationReason.SameText or VerificationReason.SameMeaning;
        return new VerificationResult(correct, reason, explanation, extracted?.Text, extracted?.Kind ?? ExtractionKind.None, form, goldForm);
    }
}
