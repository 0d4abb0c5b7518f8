namespace Microsoft.ML.Reasoning.Verification;

/// <summary>How an answer is looked for in a response.</summary>
public sealed class ExtractionOptions
{
    /// <summary>The ways that are tried, first to last; the first that finds anything wins.</summary>
    public IReadOnlyList<ExtractionKind> Priority { get; init; } =
    [
        ExtractionKind.FinalAnswerSentence, ExtractionKind.Boxed, ExtractionKind.Hashes, ExtractionKind.Field, ExtractionKind.Phrase,
        ExtractionKind.Choice, ExtractionKind.Whole, ExtractionKind.Formula, ExtractionKind.LastNumber,
    ];

    /// <summary>What to do with thinking text. Default: <see cref="ThinkingRule.Exclude"/>.</summary>
    public ThinkingRule Thinking { get; init; } = ThinkingRule.Exclude;

    /// <summary>Marks at which thinking ends. Default: none named, which means the usual ones, <c>&lt;/think&gt;</c> first.</summary>
    public IReadOnlyList<string> ThinkingEnds { get; init; } = [];
}
