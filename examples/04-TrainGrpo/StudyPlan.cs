namespace TrainGrpo;

/// <summary>How a study is made.</summary>
internal sealed record StudyPlan
{
    /// <summary>What all runs have in common.</summary>
    public required Recipe Recipe { get; init; }

    /// <summary>The directory of the model that a task starts from.</summary>
    public required Func<string, string> Model { get; init; }

    /// <summary>Where the runs go.</summary>
    public required string Directory { get; init; }

    /// <summary>Where table and figures go.</summary>
    public required string Reports { get; init; }

    /// <summary>How many runs go on at once.</summary>
    public required int Jobs { get; init; }

    /// <summary>How many threads they share.</summary>
    public required int Threads { get; init; }

    /// <summary>The command that makes the study, for its report.</summary>
    public required string Command { get; init; }

    public int ThreadsPerRun => Math.Max(1, Threads / Jobs);
}
