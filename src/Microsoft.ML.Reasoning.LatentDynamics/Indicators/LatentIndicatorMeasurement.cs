namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The published indicators of one sequence of states.</summary>
/// <param name="EffectiveRank">The effective rank.</param>
/// <param name="LogEffectiveRank">The logarithm of the effective rank: the entropy of the singular values.</param>
/// <param name="TraditionalRank">The number of singular values above max(singular value) max(rows, width) 2^-23.</param>
/// <param name="ResponseEntropy">
/// The Renyi entropy of order 1.0001 of the eigenvalues above 1e-8: for the value those of the covariance, for the differences those of the
/// Gram matrix.
/// </param>
/// <param name="Curvature">The mean angle between successive steps, in radians; steps no longer than 1e-6 do not count. 0 below three rows.</param>
/// <param name="Prefixes">The number of prefixes that were measured.</param>
public sealed record LatentIndicatorMeasurement(
    PrefixSeries EffectiveRank,
    PrefixSeries LogEffectiveRank,
    PrefixSeries TraditionalRank,
    PrefixSeries ResponseEntropy,
    PrefixSeries Curvature,
    int Prefixes);
