namespace TrainGrpo;

/// <summary>The curve of an algorithm over the steps that all its seeds reached.</summary>
internal sealed record StudyCurve(string Name, IReadOnlyList<(double Step, double Value)> Points)
{
    /// <summary>How many steps a point of a curve stands for: single steps are other problems every time.</summary>
    private const int Window = 5;

    /// <summary>The curves of the algorithms on one task.</summary>
    public static StudyCurve[] Of(IEnumerable<FinishedRun> runs, string metric) =>
        [.. runs.GroupBy(run => run.Arm.Algorithm).Select(arm => new StudyCurve(arm.Key, Mean([.. arm.Select(run => run.Steps)], metric)))];

    private static (double Step, double Value)[] Mean(IReadOnlyList<IReadOnlyDictionary<string, double>>[] runs, string metric)
    {
        double last = runs.Min(run => run[^1][StepFile.Step]);
        return [.. runs.SelectMany(run => run)
            .Where(step => step[StepFile.Step] <= last && step.ContainsKey(metric))
            .GroupBy(step => (int)((step[StepFile.Step] - 1) / Window))
            .OrderBy(window => window.Key)
            .Select(window => (window.Average(step => step[StepFile.Step]), window.Average(step => step[metric])))];
    }
}
