using System.Globalization;

namespace TrainGrpo;

/// <summary>A run with its measurements before and after.</summary>
internal static class Experiment
{
    /// <param name="model">The directory of the model to start from.</param>
    /// <param name="directory">Where everything goes.</param>
    /// <param name="recipe">What the run is.</param>
    /// <param name="before">What the model was measured as; null: it is measured.</param>
    /// <param name="threads">How many threads the run has.</param>
    /// <param name="cancellationToken">Stops it at a safe point.</param>
    public static RunResult Run(string model, string directory, Recipe recipe, PassRates? before, int threads, CancellationToken cancellationToken)
    {
        before ??= HeldOut.Measure(model, recipe.Task, threads, cancellationToken);
        Training.Run(model, directory, recipe, cancellationToken);
        PassRates after = HeldOut.Measure(Path.Combine(directory, Training.ModelFolder), recipe.Task, threads, cancellationToken);
        // The metrics file knows the steps before an interruption, too.
        IReadOnlyList<IReadOnlyDictionary<string, double>> steps = StepFile.Read(directory);
        var result = new RunResult(before, after, steps.Count, 100 * steps.Average(step => step[StepFile.ZeroVariance]), threads);
        JsonFile.Write(Path.Combine(directory, RunResult.File), result);
        return result;
    }

    public static void Print(RunResult result)
    {
        Line("pass@1 before", result.Before.One);
        Line("pass@1 after", result.After.One);
        Line("pass@16 before", result.Before.Sixteen);
        Line("pass@16 after", result.After.Sixteen);
        Line("steps", result.Steps);
        Line("zero-variance share, %", result.ZeroVariance);
    }

    private static void Line(string name, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {value:0.##}"));
}
