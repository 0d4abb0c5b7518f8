namespace Microsoft.ML.Reasoning.Verification;

/// <summary>An answer cut out of a response.</summary>
/// <param name="Text">The text of the answer.</param>
/// <param name="Kind">How it was found.</param>
public readonly record struct ExtractedAnswer(string Text, ExtractionKind Kind);
