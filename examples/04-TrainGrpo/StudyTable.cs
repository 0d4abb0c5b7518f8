using System.Globalization;
using System.Text;

namespace TrainGrpo;

/// <summary>The tables of a study.</summary>
internal static class StudyTable
{
    public static string Write(StudyPlan plan, IReadOnlyList<FinishedRun> runs, int planned)
    {
        string length = plan.Recipe.Steps is { } steps ? $"{steps} steps" : string.Create(CultureInfo.InvariantCulture, $"{plan.Recipe.Minutes} minutes");
        string threads = string.Join(" or ", runs.Select(run => run.Result.Threads).Distinct().Order());
        IGrouping<StudyArm, FinishedRun>[] arms = [.. StudyArm.All.SelectMany(arm => runs.GroupBy(run => run.Arm).Where(group => group.Key == arm))];
        var text = new StringBuilder();
        text.Append($"# Study: {runs.Count} of {planned} runs finished, {length} a run, threads a run: {threads}, runs at once: {plan.Jobs}\n\n`{plan.Command}`\n\n");
        text.Append(CultureInfo.InvariantCulture, $"""
            Percent on {HeldOut.Problems} held-out problems, {HeldOut.Samples} answers each at temperature 1. A start model is the same for all runs on its task and is measured
            once; "after" is measured from the saved model, in a new process. Values are means over seeds, with 95 % intervals by Student's t from
            three seeds on: they say how runs differ, not how problems do.


            """);
        Table(text, ["arm", "seeds", "pass@1 before", "pass@1 after", "pass@16 before", "pass@16 after", "steps", "zero-variance share"], arms, arm =>
        [
            $"{arm.Count()}", Cell(arm, run => run.Result.Before.One), Cell(arm, run => run.Result.After.One), Cell(arm, run => run.Result.Before.Sixteen),
            Cell(arm, run => run.Result.After.Sixteen), Cell(arm, run => run.Result.Steps, "0"), Cell(arm, run => run.Result.ZeroVariance),
        ]);
        text.Append("## Less plain GRPO with the same seed, points after training\n\n");
        Table(text, ["arm", "seeds", "pass@1", "pass@16"], [.. arms.Where(arm => arm.Key.Algorithm != StudyArm.Plain)], arm =>
        [
            $"{Pairs(arm, run => 0).Count()}", Sample.Cell(Pairs(arm, run => run.Result.After.One), Signed), Sample.Cell(Pairs(arm, run => run.Result.After.Sixteen), Signed),
        ]);
        text.Append($"## Rollouts at the end: means over the last {FinishedRun.Last} steps\n\nEach run fits its own dictionary for DSD on its first rollouts. DSD and ER are measured at every fifth step; DSD of relax at every update, ER of verl at every step.\n\n");
        Table(text, ["arm", "reward", "entropy", "DSD", "ER", "tokens"], arms, arm =>
        [
            Cell(arm, run => run.AtEnd(StepFile.Reward), "0.000"), Cell(arm, run => run.AtEnd(StepFile.Entropy), "0.0000"),
            Cell(arm, run => run.AtEnd(StepFile.Dispersion), "0.000"), Cell(arm, run => run.AtEnd(StepFile.EffectiveRank), "0.00"),
            Cell(arm, run => run.AtEnd(StepFile.Length)),
        ]);
        return text.ToString().TrimEnd() + "\n";

        IEnumerable<double> Pairs(IEnumerable<FinishedRun> arm, Func<FinishedRun, double> value) =>
            from run in arm
            from plain in runs
            where plain.Arm == run.Arm with { Algorithm = StudyArm.Plain } && plain.Seed == run.Seed
            select value(run) - value(plain);
    }

    private const string Signed = "+0.0;-0.0;0.0";

    private static string Cell(IEnumerable<FinishedRun> arm, Func<FinishedRun, double> value, string format = "0.0") => Sample.Cell(arm.Select(value), format);

    private static void Table(
        StringBuilder text, string[] columns, IEnumerable<IGrouping<StudyArm, FinishedRun>> arms, Func<IGrouping<StudyArm, FinishedRun>, string[]> cells)
    {
        text.Append($"| {string.Join(" | ", columns)} |\n|{string.Concat(columns.Select(_ => "---|"))}\n");
        foreach (IGrouping<StudyArm, FinishedRun> arm in arms)
            text.Append($"| {arm.Key.Name} | {string.Join(" | ", cells(arm))} |\n");
        text.Append('\n');
    }
}
