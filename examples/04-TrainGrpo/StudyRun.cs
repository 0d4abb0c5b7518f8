namespace TrainGrpo;

/// <summary>A run of a study: planned, or finished when it has a result.</summary>
internal sealed record StudyRun(StudyArm Arm, ulong Seed, string Directory, RunResult? Result)
{
    public string Name => $"{Arm.Name}, seed {Seed}";

    /// <summary>The run with its result, if it is finished by now.</summary>
    public StudyRun Look() => this with { Result = JsonFile.Read<RunResult>(Path.Combine(Directory, RunResult.File)) };
}
