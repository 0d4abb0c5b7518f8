using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>How <see cref="CausalLanguageModel.Load"/> places a model.</summary>
public sealed class LoadOptions
{
    /// <summary>Where the weights go. Default: the CPU.</summary>
    public Device? Device { get; init; }

    /// <summary>
    /// Float32 or BFloat16. Default: what config.json says (float16 is computed as Float32), Float32 where it says nothing.
    /// Hidden states, prompts and gradients are computed in this precision; on the CPU, generation computes the tokens that follow a
    /// prompt in Float32 whatever this is, for models of at most 268 million weights. A processor without instructions for BFloat16 is
    /// slow at it: ask for Float32 there.
    /// </summary>
    public ScalarType? Precision { get; init; }

    /// <summary>Stops the loading between two tensors.</summary>
    public CancellationToken CancellationToken { get; init; }
}
