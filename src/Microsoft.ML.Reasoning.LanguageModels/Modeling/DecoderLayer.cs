using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>One layer: attention and a gated feed-forward part, each normalised before and added to the stream.</summary>
internal sealed class DecoderLayer(ModelConfiguration configuration, int layer)
{
    private readonly Attention _attention = new(configuration, layer);

    /// <summary>[batch * tokens, width] to the same; the input stays as it is.</summary>
    public Tensor Forward(Tensor stream, LayerWeights weights, Tensor headKinds, ForwardStep step)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor normal = RmsNormalization.Apply(stream, weights.InputNorm, configuration.RmsNormEpsilon);
        Tensor mixed = _attention.Forward(normal, weights, headKinds, step);
        stream = AddProjection(stream, mixed, weights.AttentionOutput, weights.AttentionOutputBias);
        normal = RmsNormalization.Apply(stream, weights.FeedForwardNorm, configuration.RmsNormEpsilon);
        using Tensor inner = Gate(functional.linear(normal, weights.GateUp, weights.GateUpBias), step.InPlace);
        return AddProjection(stream, inner, weights.Down, weights.DownBias).MoveToOuterDisposeScope();
    }

    private Tensor Gate(Tensor gateUp, bool inPlace)
    {
        Tensor[] parts = gateUp.split(configuration.IntermediateSize, 1);
        (Tensor gate, Tensor up) = (parts[0], parts[1]);
        return inPlace ? gate.silu_().mul_(up) : gate.silu().mul(up);
    }

    private static Tensor AddProjection(Tensor stream, Tensor input, Tensor weight, Tensor? bias)
    {
        using Tensor transposed = weight.t();
        Tensor sum = stream.addmm(input, transposed);
        return bias is null ? sum : sum.add_(bias);
    }
}
