namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>How a dictionary was fitted.</summary>
public sealed record KoopmanDictionaryReport
{
    /// <summary>The options.</summary>
    public KoopmanDictionaryOptions Options { get; init; } = new();

    /// <summary>The trajectories that it learned from.</summary>
    public int Trajectories { get; init; }

    /// <summary>The trajectories that only measured.</summary>
    public int HeldOutTrajectories { get; init; }

    /// <summary>Trajectories left out because they have no more pairs of tokens than there are observables: any operator fits them.</summary>
    public int TooShort { get; init; }

    /// <summary>How often a trajectory of a batch was skipped because its observables were too close to dependent.</summary>
    public long Skipped { get; init; }

    /// <summary>The steps behind the weights.</summary>
    public int Steps { get; init; }

    /// <summary>Whether the fit ended early, at the last weights before the effective rank fell below half its first value, or no
    /// held-out trajectory could be measured any more.</summary>
    public bool Collapsed { get; init; }

    /// <summary>Held-out trajectories before the first step.</summary>
    public KoopmanDictionaryQuality? Before { get; init; }

    /// <summary>Held-out trajectories with the final weights.</summary>
    public KoopmanDictionaryQuality? After { get; init; }
}
