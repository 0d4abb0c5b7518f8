namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>What VERL measures of a response; NaN where the response was too short for it.</summary>
/// <param name="Acceleration">ERA.</param>
/// <param name="Velocity">ERV.</param>
/// <param name="Rank">ER.</param>
public readonly record struct VerlMeasures(double Acceleration, double Velocity, double Rank)
{
    internal double this[int index] => index switch { 0 => Acceleration, 1 => Velocity, _ => Rank };
}
