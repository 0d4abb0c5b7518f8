using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Reasoning;
using Microsoft.ML.Reasoning.LanguageModels;

namespace TrainGrpo;

/// <summary>Measures a model on held-out problems, in a process of its own: what is measured is what lies on the disk.</summary>
internal static class HeldOut
{
    public const int Problems = 200, Samples = 16;

    public const string Option = "--evaluate";

    /// <summary>Answers the held-out problems and prints pass@1 and pass@16 in percent; the work of the other process.</summary>
    public static void Evaluate(string modelDirectory, string task, int maxNewTokens)
    {
        var ml = new MLContext(seed: 1);
        using CausalLanguageModel model = ml.Reasoning().LoadModel(modelDirectory);
        IDataView problems = ml.Data.TakeRows(ml.Reasoning().LoadProblems(RepositoryFiles.HeldOutProblems(task)), Problems);
        var pipeline = ml.Reasoning().ApplyChatTemplate("Prompt", model, "Question")
            .Append(ml.Reasoning().Generate("Responses", model, "Prompt", new GenerateEstimator.Options
            {
                SamplesPerPrompt = Samples, MaxNewTokens = maxNewTokens, Temperature = 1, Seed = 1, BatchSize = Problems,
            }))
            .Append(ml.Reasoning().VerifyAnswers("Correct", "Responses", "Answer"));
        IDataView answered = ml.Data.Cache(pipeline.Fit(problems).Transform(problems));
        PassAtKMetrics metrics = ml.Reasoning().Evaluate(answered, ks: [1, Samples]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{100 * metrics.PassAtK[1].Estimate:0.00} {100 * metrics.PassAtK[Samples].Estimate:0.00}"));
    }

    /// <summary>pass@1 and pass@16 of a saved model, in percent.</summary>
    public static PassRates Measure(string modelDirectory, string task, int threads, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using Process process = Process.Start(SelfProcess.Create(threads, [Option, modelDirectory, "--task", task]))!;
        // There is nothing to keep of half a measurement.
        using CancellationTokenRegistration kill = cancellationToken.Register(process.Kill);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        cancellationToken.ThrowIfCancellationRequested();
        string[] words = output.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
        if (process.ExitCode != 0 || words.Length < 2)
            throw new InvalidOperationException($"Measuring '{modelDirectory}' failed: {output}");
        return new(double.Parse(words[^2], CultureInfo.InvariantCulture), double.Parse(words[^1], CultureInfo.InvariantCulture));
    }
}
