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
    public static ExtractedAnswer? Extract(string response, AnswerShape shape = AnswerShape.Any, ExtractionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(response);
        options ??= new ExtractionOptions();
        string text = options.ExcludeThinking ? ThinkingText.Exclude(response) : response;
        foreach (ExtractionKind kind in options.Priority)
            if (Find(text, kind, shape) is { } answer)
                return new ExtractedAnswer(answer, kind);
        return null;
    }

    private static string? Find(string text, ExtractionKind kind, AnswerShape shape)
    {
        string? answer = kind switch
        {
            ExtractionKind.FinalAnswerSentence => AnswerPhrases.Sentence(text),
            ExtractionKind.Boxed => BoxedAnswer.Last(text),
            ExtractionKind.Hashes => AnswerPhrases.AfterHashes(text),
            ExtractionKind.Phrase => AnswerPhrases.After(text),
            ExtractionKind.Field => AnswerPhrases.Field(text),
            ExtractionKind.Choice => shape == AnswerShape.Choice ? LastOf.Choice(text) : null,
            ExtractionKind.Whole => Whole(text, shape),
            ExtractionKind.Formula => shape == AnswerShape.Choice ? null : LastOf.Formula(text),
            ExtractionKind.LastNumber => shape is AnswerShape.Number or AnswerShape.Any ? LastOf.Number(text) : null,
            _ => null,
        };
        // A box may hold a whole phrase of its own, and a phrase may hold a box or a formula.
        return answer is null ? null : kind is ExtractionKind.FinalAnswerSentence or ExtractionKind.Phrase or ExtractionKind.Hashes
            ? Inner(answer, shape) : answer;
    }

    private static string Inner(string answer, AnswerShape shape) => BoxedAnswer.Last(answer) ?? shape switch
    {
        AnswerShape.Choice => FirstChoice(answer) ?? answer,
        AnswerShape.Number => NumberReader.TryRead(answer, out _) ? answer : LastOf.Formula(answer) ?? LastOf.Number(answer) ?? answer,
        _ => answer,
    };

    // "C. 40", "(C)", "option C": the first letter that stands alone.
    private static string? FirstChoice(string answer) => ChoiceLetters.First(answer);

    private static string? Whole(string text, AnswerShape shape)
    {
        string trimmed = text.Trim();
        if (trimmed.Length is 0 or > LongestWhole || trimmed.Contains('\n', StringComparison.Ordinal))
            return null;
        return shape == AnswerShape.Number ? NumberReader.TryRead(trimmed, out _) ? trimmed : null
            : trimmed.Count(c => c == ' ') <= 6 ? trimmed : null;
    }
}
