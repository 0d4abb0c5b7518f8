namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>What a dictionary does on trajectories.</summary>
/// <param name="Residual">The mean spectral residual.</param>
/// <param name="Condition">The median condition number of the observables V.</param>
/// <param name="EffectiveRank">The mean of the exponential entropy of V's singular values: how many observables say something of their own.</param>
public sealed record KoopmanDictionaryQuality(double Residual, double Condition, double EffectiveRank);
