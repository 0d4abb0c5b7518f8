namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The running means of VERL's shaping: what a checkpoint keeps of it.</summary>
/// <param name="Steps">How many steps were seen.</param>
/// <param name="Means">The running means of ERA, ERV and ER.</param>
/// <param name="Score">The running mean of scores.</param>
/// <param name="LastMeans">The means of the last step alone, where they enter one step late; else null.</param>
public sealed record VerlState(int Steps, VerlMeasures Means, double Score, VerlMeasures? LastMeans)
{
    /// <summary>Before the first step.</summary>
    public static VerlState Initial { get; } = new(0, default, 0, null);
}
