namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The effective rank of one response's states and how it grows with the response.</summary>
/// <param name="Rank">ER, the effective rank of all rows: between 1 and min(rows - 1, width), 0 for fewer than two rows.</param>
/// <param name="Velocity">ERV, the mean first difference over growing prefixes; 0 where <paramref name="Prefixes"/> is below 2.</param>
/// <param name="Acceleration">ERA, the mean second difference over growing prefixes; 0 where <paramref name="Prefixes"/> is below 3.</param>
/// <param name="Prefixes">The number of prefixes that were measured.</param>
public readonly record struct EffectiveRankMeasurement(double Rank, double Velocity, double Acceleration, int Prefixes)
{
    /// <summary>Whether there were prefixes enough for <see cref="Velocity"/>; otherwise it is a 0 that was not measured.</summary>
    public bool HasVelocity => Prefixes >= 2;

    /// <summary>Whether there were prefixes enough for <see cref="Acceleration"/>; otherwise it is a 0 that was not measured.</summary>
    public bool HasAcceleration => Prefixes >= 3;
}
