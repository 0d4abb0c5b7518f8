namespace Microsoft.ML.Reasoning.Verification;

/// <summary>An estimate with its percentile bootstrap interval.</summary>
/// <param name="Estimate">The mean over the problems as they are.</param>
/// <param name="Lower">Lower end.</param>
/// <param name="Upper">Upper end.</param>
public readonly record struct ConfidenceInterval(double Estimate, double Lower, double Upper);
