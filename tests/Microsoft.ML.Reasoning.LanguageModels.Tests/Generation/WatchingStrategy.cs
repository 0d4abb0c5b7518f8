namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Plain sampling that lets a test look at every step.</summary>
internal sealed class WatchingStrategy(Action<DecodingContext> watch) : IDecodingStrategy
{
    private readonly SamplingDecoding sampling = new();

    public string Name => "watching";

    public DecodingChoice Choose(DecodingContext context)
    {
        watch(context);
        return sampling.Choose(context);
    }
}
