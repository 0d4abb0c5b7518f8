namespace Microsoft.ML.Reasoning.Verification;

/// <summary>The ways in which an answer is found in a response.</summary>
public enum ExtractionKind
{
    /// <summary>No answer was found.</summary>
    None,

    /// <summary>The sentence "the final answer is ... I hope it is correct".</summary>
    FinalAnswerSentence,

    /// <summary>The last <c>\boxed{...}</c>, or the last ones where they stand side by side.</summary>
    Boxed,

    /// <summary>What follows the last <c>####</c>.</summary>
    Hashes,

    /// <summary>What follows the last phrase such as "the answer is", "Answer:", "答案是".</summary>
    Phrase,

    /// <summary>A field <c>"answer": ...</c> as in JSON.</summary>
    Field,

    /// <summary>The last letter of a choice that stands alone. Looked for only where the gold answer is a choice.</summary>
    Choice,

    /// <summary>The whole response, where it is short enough to be nothing but an answer.</summary>
    Whole,

    /// <summary>The last formula between dollars, <c>\( \)</c> or <c>\[ \]</c>.</summary>
    Formula,

    /// <summary>The last number. Looked for only where the gold answer is a number.</summary>
    LastNumber,
}
