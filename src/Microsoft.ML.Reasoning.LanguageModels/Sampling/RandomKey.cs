namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Names one stream of random numbers. Equal keys give equal numbers on every machine, in any order and any batch.</summary>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Purpose">What the numbers are for.</param>
/// <param name="Row">The row (problem, parameter, epoch ...) they belong to.</param>
/// <param name="Sample">The sample within the row, 0 to 16,777,215.</param>
public readonly record struct RandomKey(ulong Seed, RandomPurpose Purpose, long Row = 0, int Sample = 0);
