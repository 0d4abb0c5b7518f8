namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A row of the batch that is being generated.</summary>
/// <param name="Row">The row of the prompt in the key of the random numbers.</param>
/// <param name="Sample">Which of the prompt's samples it is.</param>
/// <param name="Position">How many tokens the row has been given so far.</param>
public readonly record struct DecodingRow(long Row, int Sample, int Position);
