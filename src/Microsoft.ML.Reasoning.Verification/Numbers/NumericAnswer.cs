namespace Microsoft.ML.Reasoning.Verification;

/// <summary>A number as an answer writes it.</summary>
/// <param name="Value">The number as written: 28 for 28 %.</param>
/// <param name="IsDecimal">Whether it was written with decimals, so that it may be rounded.</param>
/// <param name="IsPercent">Whether a percent sign or word follows.</param>
/// <param name="Name">The variable that it is the value of, as in x = 5; null where none is named.</param>
/// <param name="Unit">What follows it; empty where nothing does.</param>
internal readonly record struct NumericAnswer(Rational Value, bool IsDecimal, bool IsPercent, string? Name = null, string Unit = "");
