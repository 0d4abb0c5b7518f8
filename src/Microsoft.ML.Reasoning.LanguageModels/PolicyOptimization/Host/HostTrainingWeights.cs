using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A model's weights, packed for gradients on the host.</summary>
internal sealed class HostTrainingWeights
{
    // Beyond this the packed copies cost more memory than the library's way saves time.
    private const long MostParameters = 1 << 26;
    private readonly CausalLanguageModel _model;

    public HostTrainingWeights(CausalLanguageModel model)
    {
        _model = model;
        Configuration = model.Configuration;
        var blocks = model.Weights.Layout.Blocks.ToDictionary(block => block.Name);
        Layers = [.. Enumerable.Range(0, Configuration.LayerCount).Select(i => Layer(blocks, WeightLayout.LayerPrefix(i)))];
        FinalNorm = Vector(blocks["model.norm.weight"], 0, Configuration.HiddenSize);
        EmbeddingOffset = (int)blocks["model.embed_tokens.weight"].Offset;
        Head = Matrix(blocks[Configuration.TieWordEmbeddings ? "model.embed_tokens.weight" : "lm_head.weight"]);
        Embedding = new float[Configuration.VocabularySize * Configuration.HiddenSize];
    }

    public ModelConfiguration Configuration { get; }

    public HostTrainingLayer[] Layers { get; }

    public HostVector FinalNorm { get; }

    public HostMatrix Head { get; }

    public float[] Embedding { get; }

    public int EmbeddingOffset { get; }

    /// <summary>Whether gradients are computed faster here than by the library: a small model in float32 on the CPU, without what is not written for it.</summary>
    public static bool Serves(CausalLanguageModel model)
    {
        ModelConfiguration c = model.Configuration;
        return model.Device.type == DeviceType.CPU
            && model.Precision == ScalarType.Float32
            && Vector256.IsHardwareAccelerated
            && model.Weights.Layout.Length <= MostParameters
            && c.WindowedLayers.Count == 0
            && !c.QueryKeyValueBias && !c.AttentionOutputBias && !c.FeedForwardBias
            && c.HeadSize % 2 == 0;
    }

    /// <summary>Takes over what the weights are now.</summary>
    public void Pack()
    {
        ReadOnlySpan<float> all = Numbers(_model.Weights.Values);
        all.Slice(EmbeddingOffset, Embedding.Length).CopyTo(Embedding);
        Head.Pack(all);
        FinalNorm.Pack(all);
        foreach (HostTrainingLayer layer in Layers)
        {
            foreach (HostMatrix matrix in (HostMatrix[])[layer.QueryKeyValue, layer.Output, layer.GateUp, layer.Down])
                matrix.Pack(all);
            foreach (HostVector? vector in (HostVector?[])[layer.InputNorm, layer.QueryNorm, layer.KeyNorm, layer.FeedForwardNorm])
                vector?.Pack(all);
        }
    }

    /// <summary>The numbers of a tensor, in place.</summary>
    public static Span<float> Numbers(Tensor flat) => MemoryMarshal.Cast<byte, float>(flat.bytes);

    private HostTrainingLayer Layer(Dictionary<string, WeightBlock> blocks, string prefix)
    {
        int size = Configuration.HeadSize;
        WeightBlock? norms = blocks.GetValueOrDefault(prefix + "self_attn.qk_norm.weight");
        return new HostTrainingLayer(
            Vector(blocks[prefix + "input_layernorm.weight"], 0, Configuration.HiddenSize),
            Matrix(blocks[prefix + "self_attn.qkv_proj.weight"]),
            norms is null ? null : Vector(norms, 0, size),
            norms is null ? null : Vector(norms, size, size),
            Matrix(blocks[prefix + "self_attn.o_proj.weight"]),
            Vector(blocks[prefix + "post_attention_layernorm.weight"], 0, Configuration.HiddenSize),
            Matrix(blocks[prefix + "mlp.gate_up_proj.weight"]),
            Matrix(blocks[prefix + "mlp.down_proj.weight"]));
    }

    private static HostMatrix Matrix(WeightBlock block) => new((int)block.Offset, (int)block.Shape[0], (int)block.Shape[1]);

    private static HostVector Vector(WeightBlock block, int first, int length) => new((int)block.Offset + first, length);
}
