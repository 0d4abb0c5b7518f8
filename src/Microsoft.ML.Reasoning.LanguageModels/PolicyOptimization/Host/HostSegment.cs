namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Neighbouring rows that attend to each other, the earlier ones only, and to the rows of a prompt.</summary>
/// <param name="Start">The first row.</param>
/// <param name="Length">How many.</param>
internal readonly record struct HostSegment(int Start, int Length);
