namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>How a dictionary was fitted.</summary>
public sealed record KoopmanDictionaryReport
{
    /// <summary>The steps that were made.</summary>
    public int Steps { get; init; }
}
