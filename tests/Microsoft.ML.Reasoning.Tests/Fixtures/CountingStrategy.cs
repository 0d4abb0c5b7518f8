using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Tests;

/// <summary>Plain sampling that counts the samples which a model began.</summary>
internal sealed class CountingStrategy : IDecodingStrategy
{
    private readonly SamplingDecoding _sampling = new();

    public int Started { get; private set; }

    public string Name => "counting";

    public DecodingChoice Choose(DecodingContext context)
    {
        Started += context.Rows.Count(row => row.Position == 0);
        return _sampling.Choose(context);
    }
}
