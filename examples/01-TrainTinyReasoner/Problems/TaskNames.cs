namespace TrainTinyReasoner.Problems;

/// <summary>The tasks that problems can be generated for.</summary>
internal static class TaskNames
{
    public const string Arithmetic = "arithmetic", Ordering = "ordering";

    public static string[] All { get; } = [Arithmetic, Ordering];

    /// <summary>Endless problems of a task; the arguments as in the task's own generator.</summary>
    public static IEnumerable<GeneratedProblem> Problems(string task, ulong seed, bool heldOut, double slipShare = 0) => task switch
    {
        Arithmetic => ProblemGenerator.Problems(seed, heldOut, slipShare),
        Ordering => OrderingGenerator.Problems(seed, heldOut, slipShare),
        _ => throw new ArgumentOutOfRangeException(nameof(task), task, "No problems are generated for this task."),
    };
}
