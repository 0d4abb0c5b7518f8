namespace TrainGrpo;

/// <summary>
/// Every algorithm with three seeds, each run in a process of its own. A finished run is kept; a study that was stopped goes on where it
/// was.
/// </summary>
internal sealed class Study(StudyPlan plan)
{
    private const int Seeds = 3;

    private readonly Lock _report = new();

    // Seed by seed, so that a study that is stopped has compared all algorithms as far as it came.
    private readonly StudyRun[] _runs = [.. from seed in Enumerable.Range(1, Seeds)
                                            from arm in StudyArm.All
                                            select new StudyRun(arm, (ulong)seed, Path.Combine(plan.Directory, $"{arm.Name}-{seed}"), null)];

    /// <exception cref="InvalidOperationException">A run failed; the others were stopped with a checkpoint.</exception>
    /// <exception cref="OperationCanceledException">The study was stopped, its runs with a checkpoint.</exception>
    public async Task GoAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(plan.Directory);
        StudySettings.Check(plan);
        StudyRun[] open = [.. _runs.Where(run => run.Look().Result is null)];
        // A start model is the same for all runs: it is measured once.
        foreach (string task in open.Select(run => run.Arm.Task).Distinct())
            MeasureStart(task, cancellationToken);
        using var console = new StudyConsole(_runs.Length - open.Length, _runs.Length, plan.Jobs);
        console.Start();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Parallel.ForEachAsync(open, new ParallelOptions { MaxDegreeOfParallelism = plan.Jobs, CancellationToken = stop.Token },
            async (run, token) => await RunAsync(run, console, token));
        Report();
    }

    private async Task RunAsync(StudyRun run, StudyConsole console, CancellationToken cancellationToken)
    {
        var child = new StudyChild(run);
        console.Begin(child);
        try
        {
            Recipe recipe = plan.Recipe with { Task = run.Arm.Task, Algorithm = run.Arm.Algorithm, Seed = run.Seed };
            await child.GoAsync(
                [.. recipe.CommandLine(), "--model", plan.Model(run.Arm.Task), "--output", run.Directory, StudyChild.Before, Start(run.Arm.Task)],
                plan.ThreadsPerRun, cancellationToken);
        }
        finally
        {
            console.End(child, run.Look().Result);
        }
        Report();
    }

    private void MeasureStart(string task, CancellationToken cancellationToken)
    {
        if (JsonFile.Read<PassRates>(Start(task)) is null)
            JsonFile.Write(Start(task), HeldOut.Measure(plan.Model(task), task, plan.Threads, cancellationToken));
    }

    private string Start(string task) => Path.Combine(plan.Directory, $"before-{task}.json");

    private void Report()
    {
        lock (_report)
            StudyReport.Write(plan, [.. _runs.Select(run => run.Look()).Where(run => run.Result is not null)], _runs.Length);
    }
}
