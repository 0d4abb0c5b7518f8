using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.ML.Reasoning.LanguageModels;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>
/// Two runs over the same prompts whose steps take turns: one samples while the other explores, and then the other way round, so that
/// where their memory lies falls on both.
/// </summary>
internal sealed class LedPair : IDisposable
{
    private const int Vocabulary = 32000, Batch = 64, PromptLength = 16, MostSteps = 900;
    private readonly CausalLanguageModel model;
    private readonly StrongBox<double> rate = new(1);
    private readonly (PeakedLogits Strategy, GenerationRun Run)[] runs;

    public LedPair(int layers, int width, int depth)
    {
        model = CausalLanguageModel.Create(
            new ModelConfiguration
            {
                ModelType = "qwen3", VocabularySize = Vocabulary, HiddenSize = width, IntermediateSize = 3 * width, LayerCount = layers,
                HeadCount = width / 64, KeyValueHeadCount = Math.Max(1, width / 256), HeadSize = 64, ContextLength = 1024, TieWordEmbeddings = true,
                Precision = ScalarType.BFloat16, // as checkpoints are
            },
            tokenizer: null,
            seed: 1);
        var led = new LatentExplorationDecoding { Depth = depth, Candidates = 8 };
        runs = [.. Enumerable.Range(0, 2).Select(_ => new PeakedLogits(rate, led)).Select(strategy => (strategy, Run(strategy)))];
    }

    /// <summary>Takes steps in turn.</summary>
    /// <param name="gateRate">The rate at which the gate shall open.</param>
    /// <param name="steps">How many of each.</param>
    public LedSteps Measure(double gateRate, int steps)
    {
        rate.Value = gateRate;
        var result = new LedSteps(Batch, new double[steps], new double[steps], new int[steps]);
        for (int i = 0; i < steps; i++)
        {
            // The run that samples goes first in two of four steps, and so does the one that explores.
            (PeakedLogits Strategy, GenerationRun Run) plain = runs[i % 2], led = runs[1 - i % 2];
            if (i / 2 % 2 == 0)
                result.Plain[i] = Step(plain, explores: false, result);
            result.Led[i] = Step(led, explores: true, result);
            result.Explored[i] = led.Strategy.Explored;
            if (i / 2 % 2 == 1)
                result.Plain[i] = Step(plain, explores: false, result);
        }

        return result;
    }

    public void Dispose()
    {
        foreach ((_, GenerationRun run) in runs)
            run.Dispose();
        model.Dispose();
    }

    private static double Step((PeakedLogits Strategy, GenerationRun Run) pair, bool explores, LedSteps result)
    {
        pair.Strategy.Explores = explores;
        OperatorClock.Take();
        OperatorClock.Enabled = true;
        long begin = Stopwatch.GetTimestamp();
        pair.Run.Step();
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds - pair.Strategy.Seconds;
        OperatorClock.Enabled = false;
        if (!explores)
            result.HeadSeconds += OperatorClock.Take()[HostOperator.Head];
        return seconds;
    }

    private GenerationRun Run(IDecodingStrategy strategy) => new(
        model, [Enumerable.Range(0, PromptLength).ToArray()], new GenerationOptions
        {
            SamplesPerPrompt = Batch, BatchSize = Batch, MaxNewTokens = MostSteps, StopTokenIds = [], Strategy = strategy, Temperature = 1,
        });
}
