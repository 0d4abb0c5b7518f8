namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>How a dictionary is fitted.</summary>
public sealed record KoopmanDictionaryOptions
{
    /// <summary>The published number of observables, 50, whatever the length of the trajectories.</summary>
    public static KoopmanDictionaryOptions Published { get; } = new() { Observables = 50 };

    /// <summary>The number of observables. Default: null, half the median length of the trajectories, 50 at most.</summary>
    public int? Observables { get; init; }

    /// <summary>Optimiser steps; the residual alone is no rule to stop by, for observables that are constant have none. Default: 500.</summary>
    public int Steps { get; init; } = 500;

    /// <summary>Trajectories a step. Default: 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>The learning rate of Adam. Default: 1e-4.</summary>
    public double LearningRate { get; init; } = 1e-4;

    /// <summary>Whether the trajectories of a batch share one operator. Default: false, each has its own.</summary>
    public bool Pooled { get; init; }

    /// <summary>The share of the trajectories that only measures. Default: 0.1; with fewer than five trajectories all do both.</summary>
    public double HeldOutShare { get; init; } = 0.1;

    /// <summary>The seed of the first weights and of the order of the trajectories. Default: 0.</summary>
    public long Seed { get; init; }

    internal void Validate()
    {
        var wrong = new List<string>();
        Check(Observables is null or > 0, nameof(Observables), Observables, "at least 1");
        Check(Steps >= 0, nameof(Steps), Steps, "at least 0");
        Check(BatchSize > 0, nameof(BatchSize), BatchSize, "at least 1");
        Check(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "above 0");
        Check(HeldOutShare is >= 0 and < 1, nameof(HeldOutShare), HeldOutShare, "in [0, 1)");
        if (wrong.Count > 0)
            throw new ArgumentException("Options of the dictionary: " + string.Join("; ", wrong) + ".");

        void Check(bool right, string name, object? value, string expected)
        {
            if (!right)
                wrong.Add(FormattableString.Invariant($"{name} is {value}, expected {expected}"));
        }
    }
}
