using System.Diagnostics;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>Plain sampling at temperature 1 that notes when it is first asked: then the prompts are done.</summary>
internal sealed class TimedSampling : IDecodingStrategy
{
    private readonly SamplingDecoding _sampling = new();

    public string Name => _sampling.Name;

    public long Begin { get; private set; }

    public double SecondsSince() => Stopwatch.GetElapsedTime(Begin).TotalSeconds;

    public DecodingChoice Choose(DecodingContext context)
    {
        if (Begin == 0)
            Begin = Stopwatch.GetTimestamp();
        return _sampling.Choose(context);
    }
}
