namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>A quantity of a sequence of states (order zero) and its mean differences over growing prefixes (orders one and two).</summary>
/// <param name="Value">The quantity over all rows.</param>
/// <param name="Velocity">The mean first difference; 0 with fewer than two prefixes.</param>
/// <param name="Acceleration">The mean second difference; 0 with fewer than three prefixes.</param>
public readonly record struct PrefixSeries(double Value, double Velocity, double Acceleration);
