using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.ML.Reasoning.LanguageModels;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>Our side of the GRPO benchmark, in a process of its own: the same work as the opponent's, timed in the same way.</summary>
internal static class GrpoRun
{
    public static int Run(string[] arguments)
    {
        Dictionary<string, string> options = arguments.Chunk(2).ToDictionary(pair => pair[0][2..], pair => pair[1]);
        GrpoShape shape = GrpoShape.Parse(options);
        set_num_threads(int.Parse(Environment.GetEnvironmentVariable("OMP_NUM_THREADS") ?? "1", CultureInfo.InvariantCulture));
        using CausalLanguageModel model = CausalLanguageModel.Create(shape.Configuration(), tokenizer: null, seed: 1);
        using var optimizer = new PolicyOptimizer(model, new() { AdamW = new(0.9, 0.95, 1e-8, 0.01) });
        // Until the compiler has seen everything often enough: the opponent's program comes compiled.
        GrpoShape small = shape with { Prompts = 4, NewTokens = 24 };
        using (var plain = new GrpoSteps(model, optimizer, small, latent: false))
        using (var latent = new GrpoSteps(model, optimizer, small, latent: true))
            for (var warm = Stopwatch.StartNew(); warm.Elapsed.TotalSeconds < 6;)
                (plain.Run(), latent.Run()).ToString();
        int repeat = int.Parse(options.GetValueOrDefault("repeat", "1"), CultureInfo.InvariantCulture);
        using var without = new GrpoSteps(model, optimizer, shape, latent: false);
        using var with = new GrpoSteps(model, optimizer, shape, latent: true);
        // Fits the dictionary, and ends with the first running means of VERL.
        with.Run();
        var runs = new List<StepSeconds>();
        var both = new List<StepSeconds>();
        for (int number = 1; number <= repeat; number++)
        {
            runs.Add(without.Run());
            both.Add(with.Run());
        }

        // What keeping the states costs the rollout is theirs too.
        double kept = Math.Max(0, Median(both, run => run.Rollout) - Median(runs, run => run.Rollout));
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            rollout_seconds = Median(runs, run => run.Rollout),
            logprob_seconds = Median(runs, run => run.Scoring),
            update_seconds = Median(runs, run => run.Update),
            total_seconds = Median(runs, run => run.Total),
            relax_seconds = Median(both, run => run.Relax),
            verl_seconds = Median(both, run => run.Verl) + kept,
            latent_total_seconds = Median(both, run => run.Total),
        }));
        return 0;
    }

    private static double Median(List<StepSeconds> runs, Func<StepSeconds, double> seconds) => Figures.Median(runs.Select(seconds));
}
