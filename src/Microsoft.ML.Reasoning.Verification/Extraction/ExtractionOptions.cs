namespace Microsoft.ML.Reasoning.Verification;

/// <summary>How an answer is looked for in a response.</summary>
public sealed class ExtractionOptions
{
    /// <summary>The ways that are tried, first to last; the first that finds anything wins.</summary>
    public IReadOnlyList<ExtractionKind> Priority { get; init; } =
    [
        ExtractionKind.FinalAnswerSentence, ExtractionKind.Boxed, ExtractionKind.Hashes, ExtractionKind.Phrase, ExtractionKind.Field,
        ExtractionKind.Choice, ExtractionKind.Whole, ExtractionKind.Formula, ExtractionKind.LastNumber,
    ];

    /// <summary>
    /// Whether thinking text is left out: only what follows the last <c>&lt;/think&gt;</c> is read, and nothing where a
    /// <c>&lt;think&gt;</c> is never closed. Default: true.
    /// </summary>
    public bool ExcludeThinking { get; init; } = true;
}
