using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.ML.Reasoning.LanguageModels;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>Two runs over the same prompts, one that samples and one that explores, whose steps take turns.</summary>
internal sealed class LedPair : IDisposable
{
    private const int Vocabulary = 32000, Batch = 64, PromptLength = 16, MostSteps = 900;
    private readonly CausalLanguageModel model;
    private readonly StrongBox<double> rate = new(1);
    private readonly PeakedLogits plain;
    private readonly PeakedLogits led;
    private readonly GenerationRun plainRun;
    private readonly GenerationRun ledRun;

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
        plain = new PeakedLogits(new SamplingDecoding(), rate);
        led = new PeakedLogits(new LatentExplorationDecoding { Depth = depth, Candidates = 8 }, rate, counts: true);
        plainRun = Run(plain);
        ledRun = Run(led);
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
            OperatorClock.Take();
            OperatorClock.Enabled = true;
            result.Plain[i] = Step(plainRun, plain);
            OperatorClock.Enabled = false;
            result.HeadSeconds += OperatorClock.Take()[HostOperator.Head];
            result.Led[i] = Step(ledRun, led);
            result.Explored[i] = led.Explored;
        }

        return result;
    }

    public void Dispose()
    {
        plainRun.Dispose();
        ledRun.Dispose();
        model.Dispose();
    }

    private static double Step(GenerationRun run, PeakedLogits strategy)
    {
        long begin = Stopwatch.GetTimestamp();
        run.Step();
        return Stopwatch.GetElapsedTime(begin).TotalSeconds - strategy.Seconds;
    }

    private GenerationRun Run(IDecodingStrategy strategy) => new(
        model, [Enumerable.Range(0, PromptLength).ToArray()], new GenerationOptions
        {
            SamplesPerPrompt = Batch, BatchSize = Batch, MaxNewTokens = MostSteps, StopTokenIds = [], Strategy = strategy, Temperature = 1,
        });
}
