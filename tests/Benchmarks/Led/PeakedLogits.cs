using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>A strategy on logits whose most probable token is given the probability that opens the gate at a wanted rate.</summary>
internal sealed class PeakedLogits(IDecodingStrategy strategy, StrongBox<double> rate, bool counts = false) : IDecodingStrategy
{
    public string Name => strategy.Name;

    public int MemoryWidth => strategy.MemoryWidth;

    /// <summary>Seconds spent on the logits, which are no part of the step.</summary>
    public double Seconds { get; private set; }

    /// <summary>Rows that explored since the last call.</summary>
    public int Explored { get; set; }

    public IDecodingStrategy Prepare(CausalLanguageModel model, GenerationOptions options)
    {
        strategy = strategy.Prepare(model, options);
        return this;
    }

    public IReadOnlyList<int> Layers(int layerCount) => strategy.Layers(layerCount);

    public DecodingChoice Choose(DecodingContext context)
    {
        long begin = Stopwatch.GetTimestamp();
        HostLogits logits = context.OnHost ?? throw new BenchmarkException("the benchmark is that of the host's decoder, which does not run here.");
        if (rate.Value < 1)
            Parallel.For(0, context.Rows.Count, row => Peak(logits.Row(row), row));
        Seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        DecodingChoice choice = strategy.Choose(context);
        begin = Stopwatch.GetTimestamp();
        if (counts)
            Explored = choice.Records![LatentExplorationRecords.Explored].data<float>().ToArray().Count(value => value == 1);
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
