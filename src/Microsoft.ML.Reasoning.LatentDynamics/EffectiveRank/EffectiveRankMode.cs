namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>How closely effective ranks are computed.</summary>
public enum EffectiveRankMode
{
    /// <summary>In double precision: rank, velocity and acceleration to 1e-5 of their values or better.</summary>
    Exact,

    /// <summary>
    /// In single precision where that promises errors of at most 1e-3 max(|value|, 0.01 rank) in rank, velocity and acceleration;
    /// a response whose spectrum is too steep for the promise is computed as in <see cref="Exact"/>.
    /// </summary>
    Fast,
}
