namespace Microsoft.ML.Reasoning;

/// <summary>Where a run stands between two steps, apart from weights and optimizer; what <c>state.json</c> of a checkpoint says.</summary>
internal sealed record GrpoState
{
    /// <summary>How many steps were made.</summary>
    public int Step { get; init; }

    /// <summary>Where in the order of problems the next rollout begins; with the seed, this is the whole state of the random numbers.</summary>
    public long Place { get; init; }

    /// <summary>Seconds of training so far.</summary>
    public double Seconds { get; init; }

    /// <summary>How many tokens were generated.</summary>
    public long Tokens { get; init; }

    /// <summary>The best value of the validation so far; null before the first.</summary>
    public double? Best { get; init; }

    /// <summary>The step of <see cref="Best"/>.</summary>
    public int BestStep { get; init; }

    /// <summary>How many validations in a row were not better than <see cref="Best"/>.</summary>
    public int ValidationsWithoutGain { get; init; }

    /// <summary>How many steps in a row had nothing to learn from.</summary>
    public int StepsWithoutSignal { get; init; }

    /// <summary>The state of each part, by its name.</summary>
    public SortedDictionary<string, string> Parts { get; init; } = new(StringComparer.Ordinal);

    /// <summary>What the run depends on, by name.</summary>
    public SortedDictionary<string, string> Run { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The other files of the checkpoint and their SHA-256.</summary>
    public SortedDictionary<string, string> Files { get; init; } = new(StringComparer.Ordinal);
}
