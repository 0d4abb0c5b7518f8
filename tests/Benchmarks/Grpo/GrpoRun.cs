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
        for (var warm = Stopwatch.StartNew(); warm.Elapsed.TotalSeconds < 4;)
            Step(model, optimizer, small, 0);
        int repeat = int.Parse(options.GetValueOrDefault("repeat", "1"), CultureInfo.InvariantCulture);
        double[][] runs = [.. Enumerable.Range(1, repeat).Select(number => Step(model, optimizer, shape, number))];
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            rollout_seconds = Figures.Median(runs.Select(run => run[0])),
            logprob_seconds = Figures.Median(runs.Select(run => run[1])),
            update_seconds = Figures.Median(runs.Select(run => run[2])),
            total_seconds = Figures.Median(runs.Select(run => run.Sum())),
        }));
        return 0;
    }

    /// <summary>One step; seconds of rollout, of rewards and log-probabilities (which the rollout has recorded), and of the update.</summary>
    private static double[] Step(CausalLanguageModel model, PolicyOptimizer optimizer, GrpoShape shape, int number)
    {
        int[][] prompts =
        [
            .. Enumerable.Range(0, shape.Prompts).Select(row => Enumerable.Range(0, shape.Prompt)
                .Select(i => CounterRandom.Below(new RandomKey(1, RandomPurpose.Data, row), (uint)i, shape.Vocabulary)).ToArray()),
        ];
        long begin = Stopwatch.GetTimestamp();
        IReadOnlyList<GeneratedSample> samples = model.Generate(prompts, new GenerationOptions
        {
            SamplesPerPrompt = shape.Group,
            MaxNewTokens = shape.NewTokens,
            BatchSize = shape.Prompts * shape.Group,
            StopTokenIds = [],
            Seed = (ulong)number,
        });
        long rolled = Stopwatch.GetTimestamp();
        double[] rewards = [.. samples.Select((_, i) => (double)CounterRandom.Below(new RandomKey((ulong)number, RandomPurpose.Data, 1000), (uint)i, 2))];
        double[] advantages = GroupAdvantages.Grpo(rewards, [.. samples.Select(sample => sample.PromptIndex)]);
        PolicySequence[] sequences =
        [
            .. samples.Select((sample, i) => new PolicySequence(sample.PromptTokenIds, sample.TokenIds, sample.PromptIndex, advantages[i])
            {
                OldLogProbabilities = sample.LogProbabilities,
            }),
        ];
        long scored = Stopwatch.GetTimestamp();
        foreach (PolicySequence[] minibatch in sequences.Chunk(sequences.Length / shape.Minibatches))
            optimizer.Update(minibatch, 2e-4, new());
        long updated = Stopwatch.GetTimestamp();
        return
        [
            Stopwatch.GetElapsedTime(begin, rolled).TotalSeconds,
            Stopwatch.GetElapsedTime(rolled, scored).TotalSeconds,
            Stopwatch.GetElapsedTime(scored, updated).TotalSeconds,
        ];
    }
}
