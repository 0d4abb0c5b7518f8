using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The tensors that one layer computes with.</summary>
internal sealed class LayerWeights(IReadOnlyDictionary<string, Tensor> blocks, string prefix)
{
    public Tensor InputNorm { get; } = blocks[prefix + "input_layernorm.weight"];

    /// <summary>Queries, keys and values, [(heads + 2 key-value heads) * head size, width].</summary>
    public Tensor QueryKeyValue { get; } = blocks[prefix + "self_attn.qkv_proj.weight"];

    public Tensor? QueryKeyValueBias { get; } = blocks.GetValueOrDefault(prefix + "self_attn.qkv_proj.bias");

    /// <summary>[2 * head size]: of queries, then of keys.</summary>
    public Tensor? QueryKeyNorm { get; } = blocks.GetValueOrDefault(prefix + "self_attn.qk_norm.weight");

    public Tensor AttentionOutput { get; } = blocks[prefix + "self_attn.o_proj.weight"];

    public Tensor? AttentionOutputBias { get; } = blocks.GetValueOrDefault(prefix + "self_attn.o_proj.bias");

    public Tensor FeedForwardNorm { get; } = blocks[prefix + "post_attention_layernorm.weight"];

    /// <summary>Gate and up, [2 * intermediate size, width].</summary>
    public Tensor GateUp { get; } = blocks[prefix + "mlp.gate_up_proj.weight"];

    public Tensor? GateUpBias { get; } = blocks.GetValueOrDefault(prefix + "mlp.gate_up_proj.bias");

    public Tensor Down { get; } = blocks[prefix + "mlp.down_proj.weight"];

    public Tensor? DownBias { get; } = blocks.GetValueOrDefault(prefix + "mlp.down_proj.bias");
}
