namespace TrainGrpo;

/// <summary>A finished run and its steps.</summary>
internal sealed class FinishedRun(StudyRun run, IReadOnlyList<IReadOnlyDictionary<string, double>> steps)
{
    /// <summary>How many steps stand for the end of a run: single ones are other problems every time.</summary>
    public const int Last = 10;

    public StudyArm Arm => run.Arm;

    public ulong Seed => run.Seed;

    public RunResult Result => run.Result!;

    public IReadOnlyList<IReadOnlyDictionary<string, double>> Steps => steps;

    /// <summary>The mean of a metric over the last steps; NaN where it was not measured in them.</summary>
    public double AtEnd(string metric) => steps.TakeLast(Last).Where(step => step.ContainsKey(metric)).Select(step => step[metric]).DefaultIfEmpty(double.NaN).Average();
}
