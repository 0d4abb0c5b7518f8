using System.Globalization;
using System.Text;

namespace TrainGrpo;

/// <summary>The table of a study, and its figures.</summary>
internal static class StudyReport
{
    private const int LeastForInterval = 3;

    /// <summary>Student's t for 95 % by degrees of freedom, from 2 on.</summary>
    private static readonly double[] s_student = [4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

    public static void Write(string directory, IReadOnlyList<StudyRun> runs, int planned, string command)
    {
        Directory.CreateDirectory(directory);
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"# Study: {runs.Count} of {planned} runs finished").AppendLine();
        table.AppendLine(CultureInfo.InvariantCulture, $"`{command}`").AppendLine();
        table.AppendLine("Held-out problems: 200, 16 answers each, temperature 1; percent. Intervals: mean and 95 % by Student's t over seeds, from three seeds on.").AppendLine();
        table.AppendLine("| algorithm | seeds | pass@1 before | pass@1 after | pass@16 before | pass@16 after | steps | zero-variance share |").AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (IGrouping<string, StudyRun> arm in runs.GroupBy(run => run.Algorithm))
        {
            RunResult[] results = [.. arm.Select(run => run.Result)];
            table.AppendLine(string.Join(" | ", "| " + arm.Key, results.Length, Cell(results, one => one.OneBefore), Cell(results, one => one.OneAfter),
                Cell(results, one => one.SixteenBefore), Cell(results, one => one.SixteenAfter), Cell(results, one => one.Steps),
                Cell(results, one => one.ZeroVariance)) + " |");
        }
        File.WriteAllText(Path.Combine(directory, "study.md"), table.ToString());
        Figure(directory, "reward", "reward, mean over seeds", StepFile.Reward, runs);
        Figure(directory, "entropy", "entropy in nats, mean over seeds", StepFile.Entropy, runs);
        Figure(directory, "dsd", "DSD, mean over seeds", StepFile.Dispersion, runs);
        Figure(directory, "er", "effective rank, mean over seeds", StepFile.EffectiveRank, runs);
    }

    private static string Cell(RunResult[] results, Func<RunResult, double> value)
    {
        double[] values = [.. results.Select(value)];
        double mean = values.Average();
        if (values.Length < LeastForInterval)
            return string.Create(CultureInfo.InvariantCulture, $"{mean:0.0}");
        double deviation = Math.Sqrt(values.Sum(one => (one - mean) * (one - mean)) / (values.Length - 1));
        double half = s_student[Math.Min(values.Length - 1, s_student.Length + 1) - 2] * deviation / Math.Sqrt(values.Length);
        return string.Create(CultureInfo.InvariantCulture, $"{mean:0.0} [{mean - half:0.0}, {mean + half:0.0}]");
    }

    private static void Figure(string directory, string file, string title, string metric, IReadOnlyList<StudyRun> runs)
    {
        (string Name, (double Step, double Value)[] Points)[] curves =
            [.. runs.GroupBy(run => run.Algorithm).Select(arm => (arm.Key, StudyCurve.Mean([.. arm.Select(run => StepFile.Read(run.Directory))], metric)))];
        File.WriteAllText(Path.Combine(directory, file + ".svg"), StudyFigure.Draw(title, curves));
    }
}
