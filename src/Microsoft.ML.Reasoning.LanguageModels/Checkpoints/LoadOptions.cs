using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>How <see cref="CausalLanguageModel.Load"/> places a model.</summary>
public sealed class LoadOptions
{
    /// <summary>Where the weights go. Default: the CPU.</summary>
    public Device? Device { get; init; }

    /// <summary>
    /// Float32 or BFloat16. Default: what config.json says (float16 is computed as Float32), Float32 where it says nothing.
    /// </summary>
    public ScalarType? Precision { get; init; }

    /// <summary>Stops the loading between two tensors.</summary>
    public CancellationToken CancellationToken { get; init; }
}
