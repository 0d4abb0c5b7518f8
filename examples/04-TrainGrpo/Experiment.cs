using System.Globalization;
using Microsoft.ML.Reasoning;

namespace TrainGrpo;

/// <summary>A run with its measurements before and after.</summary>
internal static class Experiment
{
    public static RunResult Run(string model, string directory, Recipe recipe)
    {
        (double oneBefore, double sixteenBefore) = HeldOut.Measure(model);
        Training.Run(model, directory, recipe);
        (double oneAfter, double sixteenAfter) = HeldOut.Measure(Path.Combine(directory, Training.ModelFolder));
        // The metrics file knows the steps before an interruption, too.
        IReadOnlyList<IReadOnlyDictionary<string, double>> steps = StepFile.Read(directory);
        return new RunResult(oneBefore, oneAfter, sixteenBefore, sixteenAfter, steps.Count,
            100 * steps.Average(step => step[StepFile.ZeroVariance]));
    }

    public static void Print(RunResult result)
    {
        Line("pass@1 before", result.OneBefore);
        Line("pass@1 after", result.OneAfter);
        Line("pass@16 before", result.SixteenBefore);
        Line("pass@16 after", result.SixteenAfter);
        Line("steps", result.Steps);
        Line("zero-variance share, %", result.ZeroVariance);
    }

    private static void Line(string name, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {value:0.##}"));
}
