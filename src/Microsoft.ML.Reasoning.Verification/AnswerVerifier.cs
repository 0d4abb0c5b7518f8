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
        if (gold.Length > 0 && choices is { Count: > 1 and <= ChoiceLetters.Most })
        {
            var known = new AnswerChoices(choices, _options);
            if (known.LettersOf(gold) is { } letters)
                return VerifyChoice(letters, response, known);
        }
        AnswerShape shape = AnswerEquality.ShapeOf(gold);
        ExtractedAnswer? extracted = AnswerExtractor.Extract(response, shape, _options.Extraction);
        string goldForm = AnswerEquality.NormalForm(gold, shape);
        string? form = extracted is { Text: var text } ? AnswerEquality.NormalForm(text, shape) : null;
        (VerificationReason reason, string explanation) =
            gold.Length == 0 ? (VerificationReason.NoGold, "there is no gold answer")
            : extracted is null ? (VerificationReason.NoAnswer, "no answer was found")
            : AnswerEquality.Compare(gold, extracted.Value.Text, _options);
        return new VerificationResult(IsRight(reason), reason, explanation, extracted?.Text, extracted?.Kind ?? ExtractionKind.None, form, goldForm);
    }

    /// <summary>Whether a reason is one for a right answer.</summary>
    internal static bool IsRight(VerificationReason reason) => reason is VerificationReason.SameChoice or VerificationReason.SameNumber
        or VerificationReason.SameRounded or VerificationReason.SameText or VerificationReason.SameMeaning;

    private VerificationResult VerifyChoice(string gold, string response, AnswerChoices choices)
    {
        AnswerShape shape = gold.Length == 1 ? AnswerShape.Choice : AnswerShape.Choices;
        ExtractedAnswer? extracted = AnswerExtractor.Extract(response, shape, _options.Extraction, phrasesWhole: true);
        string? letters = extracted is { Text: var text } ? choices.LettersOf(text) : null;
        if (extracted is null && choices.AtEnd(ThinkingText.Answer(response, _options.Extraction)) is var (letter, line))
            (letters, extracted) = (letter, new ExtractedAnswer(line, ExtractionKind.Choice));
        (VerificationReason reason, string explanation) =
            extracted is null ? (VerificationReason.NoAnswer, "no answer was found")
            : letters is null ? (VerificationReason.Unparsable, $"'{extracted.Value.Text}' is none of the choices, or may be several")
            : letters == gold ? (VerificationReason.SameChoice, letters) : (VerificationReason.OtherChoice, $"{letters}, expected {gold}");
        return new VerificationResult(IsRight(reason), reason, explanation, extracted?.Text, extracted?.Kind ?? ExtractionKind.None, letters, gold);
    }
}
