using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>
/// Plain sampling or latent exploration, as it is told from step to step, on logits whose most probable token is given the probability
/// that opens the gate at a wanted rate.
/// </summary>
internal sealed class PeakedLogits(StrongBox<double> rate, IDecodingStrategy led) : IDecodingStrategy
{
    private readonly SamplingDecoding sampling = new();
    private IDecodingStrategy? prepared;

    public string Name => "either";

    private IDecodingStrategy Exploring => prepared ?? led;

    public int MemoryWidth => Exploring.MemoryWidth;

    /// <summary>Whether the next step explores.</summary>
    public bool Explores { get; set; }

    /// <summary>Seconds of the last step that were spent on the logits and on counting, which are no part of it.</summary>
    public double Seconds { get; private set; }

    /// <summary>The rows of the last step that explored.</summary>
    public int Explored { get; private set; }

    public IDecodingStrategy Prepare(CausalLanguageModel model, GenerationOptions options)
    {
        prepared = led.Prepare(model, options);
        return this;
    }

    public IReadOnlyList<int> Layers(int layerCount) => Exploring.Layers(layerCount);

    public DecodingChoice Choose(DecodingContext context)
    {
        long begin = Stopwatch.GetTimestamp();
        HostLogits logits = context.OnHost ?? throw new BenchmarkException("the benchmark is that of the host's decoder, which does not run here.");
        if (rate.Value < 1)
            Parallel.For(0, context.Rows.Count, row => Peak(logits.Row(row), row));
        Seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        DecodingChoice choice = (Explores ? Exploring : sampling).Choose(context);
        begin = Stopwatch.GetTimestamp();
        Explored = choice.Records?[LatentExplorationRecords.Explored].data<float>().ToArray().Count(value => value == 1) ?? 0;
        Seconds += Stopwatch.GetElapsedTime(begin).TotalSeconds;
        return choice;
    }

    private void Peak(Span<float> logits, int token)
    {
        logits[token] = float.NegativeInfinity;
        float greatest = HostReductions.Greatest(logits);
        double rest = greatest + Math.Log(HostReductions.SumOfExponentials(logits, greatest, 1));
        logits[token] = (float)(rest + Math.Log((1 - rate.Value) / rate.Value));
    }
}
