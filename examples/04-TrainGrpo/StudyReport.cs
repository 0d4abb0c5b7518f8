namespace TrainGrpo;

/// <summary>Leaves the tables of a study and its figures.</summary>
internal static class StudyReport
{
    public static void Write(StudyPlan plan, IReadOnlyList<StudyRun> runs, int planned)
    {
        if (runs.Count == 0)
            return;
        Directory.CreateDirectory(plan.Reports);
        FinishedRun[] finished = [.. runs.Select(run => new FinishedRun(run, StepFile.Read(run.Directory)))];
        File.WriteAllText(Path.Combine(plan.Reports, "study.md"), StudyTable.Write(plan, finished, planned));
        Figure("reward", "Training reward", StepFile.Reward);
        Figure("entropy", "Entropy of the policy, nats a token", StepFile.Entropy);
        Figure("dsd", "DSD of the rollouts", StepFile.Dispersion);
        Figure("er", "Effective rank of the rollouts", StepFile.EffectiveRank);

        void Figure(string file, string title, string metric) => File.WriteAllText(Path.Combine(plan.Reports, file + ".svg"),
            StudyFigure.Draw(title, [.. finished.GroupBy(run => run.Arm.Task).Select(task => (task.Key, StudyCurve.Of(task, metric)))]));
    }
}
