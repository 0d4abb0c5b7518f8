namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Cuts the answer out of a response. Linear in its length; no regular expressions.</summary>
public static class AnswerExtractor
{
    private const int LongestWhole = 200;

    /// <summary>Looks for an answer in the order of <see cref="ExtractionOptions.Priority"/>.</summary>
    /// <param name="response">The response of a model.</param>
    /// <param name="shape">What is looked for: letters of choices only for <see cref="AnswerShape.Choice"/>, the last number only for <see cref="AnswerShape.Number"/> and <see cref="AnswerShape.Any"/>.</param>
    /// <param name="options">How to look; null: the defaults.</param>
    /// <returns>Null where there is no answer.</returns>
    public static ExtractedAnswer? Extract(string response, AnswerShape shape = AnswerShape.Any, ExtractionOptions? options = null) =>
        Extract(response, shape, options ?? new ExtractionOptions(), phrasesWhole: false);

    /// <param name="response">The response of a model.</param>
    /// <param name="shape">What is looked for.</param>
    /// <param name="options">How to look.</param>
    /// <param name="phrasesWhole">Whether what a phrase announces is kept as it is, since the texts of the choices are known.</param>
    internal static ExtractedAnswer? Extract(string response, AnswerShape shape, ExtractionOptions options, bool phrasesWhole)
    {
        ArgumentNullException.ThrowIfNull(response);
        string text = ThinkingText.Answer(response, options);
        foreach (ExtractionKind kind in options.Priority)
            if (Find(text, kind, shape, phrasesWhole) is { } answer)
                return new ExtractedAnswer(answer, kind);
        return null;
    }

    private static string? Find(string text, ExtractionKind kind, AnswerShape shape, bool phrasesWhole)
    {
        string? answer = kind switch
        {
            ExtractionKind.FinalAnswerSentence => AnswerPhrases.Sentence(text),
            ExtractionKind.Boxed => BoxedAnswer.Last(text),
            ExtractionKind.Hashes => AnswerPhrases.AfterHashes(text),
            ExtractionKind.Phrase => AnswerPhrases.After(text),
            ExtractionKind.Field => AnswerFields.Last(text),
            ExtractionKind.Choice => shape is AnswerShape.Choice or AnswerShape.Choices ? LastOf.Choice(text) : null,
            ExtractionKind.Whole => Whole(text, shape),
            ExtractionKind.Formula => shape switch
            {
                AnswerShape.Choice or AnswerShape.Choices => null,
                AnswerShape.Number => LastOf.Value(text),
                _ => LastOf.Formula(text),
            },
            ExtractionKind.LastNumber => shape is AnswerShape.Number or AnswerShape.Any ? LastOf.Number(text) : null,
            _ => null,
        };
        // A box may hold a whole phrase of its own, and a phrase may hold a box or a formula.
        return answer is null ? null : kind is ExtractionKind.FinalAnswerSentence or ExtractionKind.Phrase or ExtractionKind.Hashes or ExtractionKind.Field
            ? (phrasesWhole ? BoxedAnswer.Last(answer) ?? answer : Inner(answer, shape)) : answer;
    }

    // "not 5" is no answer, and no place to look for one.
    private static string Inner(string answer, AnswerShape shape) => answer.StartsWith("not ", StringComparison.OrdinalIgnoreCase) ? answer : BoxedAnswer.Last(answer) is { } boxed && !FormulaBeforeBox(answer) ? boxed : shape switch
    {
        AnswerShape.Choice or AnswerShape.Choices => ChoiceLetters.First(answer) ?? answer,
        AnswerShape.Number => AnswerText.IsConstant(BeforeReason(answer)) ? BeforeReason(answer) : AnswerText.IsConstant(answer) ? answer : LastOf.Value(BeforeBox(answer)) ?? answer,
        _ => AnswerText.IsBare(answer) ? answer : LastOf.Formula(answer) ?? answer,
    };

    // "the final answer is $9999$, \boxed{1}": what the phrase announces comes first.
    private static bool FormulaBeforeBox(string answer) =>
        answer[0] == '$' && answer.IndexOf('$', 1) is > 0 and int end && !answer.AsSpan(0, end).Contains("box", StringComparison.Ordinal);

    private static string BeforeBox(string answer) => answer.IndexOf("\\box", StringComparison.Ordinal) is > 0 and int at ? answer[..at] : answer;

    // "18 because 3 + 15 = 18"
    private static string BeforeReason(string answer)
    {
        foreach (string word in (ReadOnlySpan<string>)[" because ", ", because", " since ", ", since", " as ", ", as ", ", which", " which ", " (which", " (since", " (because", " (as ", " (that", " (i.e", ", i.e", " (from", ", so "])
            if (answer.IndexOf(word, StringComparison.Ordinal) is > 0 and int at)
                return answer[..at];
        return answer;
    }

    private static string? Whole(string text, AnswerShape shape)
    {
        string trimmed = text.Trim();
        if (trimmed.Length is 0 or > LongestWhole || (trimmed.Contains('\n', StringComparison.Ordinal) && !trimmed.Contains("\\begin", StringComparison.Ordinal)))
            return null;
        bool whole = shape switch
        {
            AnswerShape.Number => AnswerText.IsConstant(trimmed),
            AnswerShape.Choice or AnswerShape.Choices => (ChoiceLetters.Only(trimmed) ?? ChoiceLetters.Small(trimmed)) is not null,
            _ => AnswerText.IsBare(trimmed),
        };
        return whole ? trimmed : null;
    }
}
