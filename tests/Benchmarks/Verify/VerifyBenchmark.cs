using System.Diagnostics;
using System.Text.Json;
using Microsoft.ML.Reasoning.Verification;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>Answers a second that one thread verifies, over the graded model outputs (or the file given: rows with gold and output).</summary>
internal static class VerifyBenchmark
{
    private const int WarmUps = 2, Rounds = 7;

    public static int Run(string[] arguments)
    {
        (string Id, string Gold, string Output)[] rows = Read(arguments is [string path, ..] ? path : DefaultFile());
        var verifier = new AnswerVerifier();
        var seconds = new List<double>();
        double[][] times = [.. rows.Select(_ => new double[Rounds])];
        int correct = 0;
        for (int round = -WarmUps; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            correct = 0;
            for (int i = 0; i < rows.Length; i++)
            {
                long began = Stopwatch.GetTimestamp();
                correct += verifier.Verify(rows[i].Gold, rows[i].Output).IsCorrect ? 1 : 0;
                if (round >= 0)
                    times[i][round] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            }
            if (round >= 0)
                seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        double[] medians = [.. times.Select(t => Figures.Median(t))];
        int worst = Array.IndexOf(medians, medians.Max());
        Console.WriteLine($"{rows.Length} outputs, {correct} of them right; one thread; median of {Rounds} rounds; the slowest is {rows[worst].Id}");
        Figures.Print("verify slowest answer in ms", medians[worst], "0.###");
        Figures.Print("verify answers per second", rows.Length / Figures.Median(seconds), "0");
        return 0;
    }

    private static (string, string, string)[] Read(string path)
    {
        if (!File.Exists(path))
            throw new BenchmarkException($"there is no file '{path}'; name a JSON Lines file of rows with id, gold and output");
        return [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line =>
        {
            using JsonDocument row = JsonDocument.Parse(line);
            return (row.RootElement.GetProperty("id").GetString()!, row.RootElement.GetProperty("gold").GetString()!, row.RootElement.GetProperty("output").GetString()!);
        })];
    }

    private static string DefaultFile()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Microsoft.ML.Reasoning.sln")))
                return Path.GetFullPath(Path.Combine(folder.FullName, "..", "shared", "data", "graded", "dev.jsonl"));
        throw new BenchmarkException("the repository was not found above the benchmark; name the file");
    }
}
