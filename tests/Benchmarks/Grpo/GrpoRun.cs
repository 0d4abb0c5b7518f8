using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Reasoning.LatentDynamics;
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
        using KoopmanDictionary dictionary = Dictionary(shape);
        var runs = new List<StepSeconds>();
        var latent = new List<StepSeconds>();
        for (int number = 1; number <= repeat; number++)
        {
            runs.Add(Step(model, optimizer, shape, number));
            latent.Add(Step(model, optimizer, shape, number, new DispersionRegularizer(dictionary)));
        }

        // What keeping the states costs the rollout is theirs too.
        double kept = Math.Max(0, Median(latent, run => run.Rollout) - Median(runs, run => run.Rollout));
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            rollout_seconds = Median(runs, run => run.Rollout),
            logprob_seconds = Median(runs, run => run.Scoring),
            update_seconds = Median(runs, run => run.Update),
            total_seconds = Median(runs, run => run.Total),
            relax_seconds = Median(latent, run => run.Relax),
            verl_seconds = Median(latent, run => run.Verl) + kept,
            latent_total_seconds = Median(latent, run => run.Total),
        }));
        return 0;
    }

    private static double Median(List<StepSeconds> runs, Func<StepSeconds, double> seconds) => Figures.Median(runs.Select(seconds));

    /// <summary>As many observables as ReLaX takes for responses of this length.</summary>
    private static KoopmanDictionary Dictionary(GrpoShape shape)
    {
        int observables = Math.Min(50, shape.NewTokens / 2);
        var numbers = new float[observables * shape.Width];
        CounterRandom.FillNormal(new RandomKey(1, RandomPurpose.Weights, 99), numbers, 0, 0.1);
        using Tensor projection = tensor(numbers, [observables, shape.Width]);
        return KoopmanDictionary.FromProjection(projection);
    }

    /// <summary>One step; the rollout has recorded the log-probabilities. With a regulariser VERL is on, too.</summary>
    private static StepSeconds Step(
        CausalLanguageModel model, PolicyOptimizer optimizer, GrpoShape shape, int number, ITrajectoryRegularizer? regularizer = null)
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
            KeepStates = regularizer is null ? [] : [-1],
            Seed = (ulong)number,
        });
        long rolled = Stopwatch.GetTimestamp();
        double[] rewards = [.. samples.Select((_, i) => (double)CounterRandom.Below(new RandomKey((ulong)number, RandomPurpose.Data, 1000), (uint)i, 2))];
        double[] advantages = GroupAdvantages.Grpo(rewards, [.. samples.Select(sample => sample.PromptIndex)]);
        long rewarded = Stopwatch.GetTimestamp();
        float[][]? shaped = regularizer is null ? null : Shape(samples, advantages, rewards);
        double verl = Stopwatch.GetElapsedTime(rewarded).TotalSeconds, relax = 0;
        PolicySequence[] sequences =
        [
            .. samples.Select((sample, i) => new PolicySequence(sample.PromptTokenIds, sample.TokenIds, sample.PromptIndex, advantages[i])
            {
                OldLogProbabilities = sample.LogProbabilities,
                Advantages = shaped?[i],
            }),
        ];
        long scored = Stopwatch.GetTimestamp();
        foreach (PolicySequence[] minibatch in sequences.Chunk(sequences.Length / shape.Minibatches))
            relax += optimizer.Update(minibatch, 2e-4, new(), regularizer is null ? null : [regularizer]).RegularizerSeconds;
        long updated = Stopwatch.GetTimestamp();
        foreach (GeneratedSample sample in samples)
            sample.Dispose();
        return new StepSeconds(
            Stopwatch.GetElapsedTime(begin, rolled).TotalSeconds,
            Stopwatch.GetElapsedTime(rolled, scored).TotalSeconds,
            Stopwatch.GetElapsedTime(scored, updated).TotalSeconds,
            relax,
            verl);
    }

    /// <summary>VERL: the ranks of all responses at the stride for short answers, and the shaped advantages.</summary>
    private static float[][] Shape(IReadOnlyList<GeneratedSample> samples, double[] advantages, double[] rewards)
    {
        var options = new VerlShapingOptions();
        Tensor[] states = [.. samples.Select(sample => sample.States!.select(0, 0))];
        EffectiveRankMeasurement[] ranks = EffectiveRank.Measure(states, new() { Stride = 8 });
        foreach (Tensor state in states)
            state.Dispose();
        VerlMeasures[] measures = [.. ranks.Select(rank => new VerlMeasures(rank.Acceleration, rank.Velocity, rank.Rank))];
        (double[] bonuses, _) = VerlShaping.Step(new VerlState(1, measures[0], 0, null), measures, rewards, options);
        return [.. samples.Select((sample, i) => VerlShaping.ShapeTokens(advantages[i], bonuses[i], sample.TokenIds.Count, options))];
    }
}
