using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What all layers of one forward pass share.</summary>
/// <param name="Batch">Rows.</param>
/// <param name="Tokens">New tokens of a row.</param>
/// <param name="Cosine">See <see cref="RotaryEmbedding.At"/>.</param>
/// <param name="Sine">See <see cref="RotaryEmbedding.At"/>.</param>
/// <param name="Masks">What may be seen.</param>
/// <param name="Cache">Earlier keys and values, or null.</param>
/// <param name="InPlace">No gradient will be asked for: intermediate results may be overwritten.</param>
internal sealed record ForwardStep(
    int Batch, int Tokens, Tensor Cosine, Tensor Sine, AttentionMasks Masks, KeyValueCache? Cache, bool InPlace);
