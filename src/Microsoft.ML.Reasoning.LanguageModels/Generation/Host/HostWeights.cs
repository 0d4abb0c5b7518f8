using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A model's weights in single precision, packed for <see cref="HostDecoder"/>.</summary>
internal sealed class HostWeights
{
    private const string Switch = "Microsoft.ML.Reasoning.DecodeOnHost";

    // Packing copies the weights; beyond a gigabyte of them the products are bound by memory in any order.
    private const long MostParameters = 1 << 28;
    private readonly CausalLanguageModel model;

    /// <summary>Packs the weights of a model.</summary>
    public HostWeights(CausalLanguageModel model)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        this.model = model;
        ModelConfiguration configuration = model.Configuration;
        Configuration = configuration;
        Embeddings = Read("model.embed_tokens.weight");
        Layers = [.. Enumerable.Range(0, configuration.LayerCount).Select(ReadLayer)];
        FinalNorm = Read("model.norm.weight");
        Head = PackedMatrix.Stack(
            configuration.HiddenSize, configuration.TieWordEmbeddings ? (Embeddings, null) : Matrix("lm_head"));
    }

    public ModelConfiguration Configuration { get; }

    public float[] Embeddings { get; }

    public HostLayer[] Layers { get; }

    public float[] FinalNorm { get; }

    public PackedMatrix Head { get; }

    /// <summary>
    /// Whether the host decodes faster than the library: a small model, and a processor with 256-bit vectors. The AppContext switch
    /// Microsoft.ML.Reasoning.DecodeOnHost, when false, leaves decoding to the library.
    /// </summary>
    public static bool Serves(CausalLanguageModel model) =>
        model.Device.type == DeviceType.CPU
        && (!AppContext.TryGetSwitch(Switch, out bool enabled) || enabled)
        && Vector256.IsHardwareAccelerated
        && model.Parameters.Values.Sum(weights => weights.NumberOfElements) <= MostParameters;

    private HostLayer ReadLayer(int index)
    {
        string layer = $"model.layers.{index}.";
        int width = Configuration.HiddenSize, attention = Configuration.HeadCount * Configuration.HeadSize;
        return new HostLayer(
            Read(layer + "input_layernorm.weight"),
            PackedMatrix.Stack(
                width, Matrix(layer + "self_attn.q_proj"), Matrix(layer + "self_attn.k_proj"), Matrix(layer + "self_attn.v_proj")),
            ReadIfPresent(layer + "self_attn.q_norm.weight"),
            ReadIfPresent(layer + "self_attn.k_norm.weight"),
            PackedMatrix.Stack(attention, Matrix(layer + "self_attn.o_proj")),
            Read(layer + "post_attention_layernorm.weight"),
            PackedMatrix.Interleave(width, Matrix(layer + "mlp.gate_proj"), Matrix(layer + "mlp.up_proj")),
            PackedMatrix.Stack(Configuration.IntermediateSize, Matrix(layer + "mlp.down_proj")));
    }

    private (float[] Weights, float[]? Bias) Matrix(string name) => (Read(name + ".weight"), ReadIfPresent(name + ".bias"));

    private float[]? ReadIfPresent(string name) => model.Parameters.ContainsKey(name) ? Read(name) : null;

    private float[] Read(string name) => model.Parameters[name]
        .detach().to(ScalarType.Float32).contiguous().data<float>().ToArray();
}
