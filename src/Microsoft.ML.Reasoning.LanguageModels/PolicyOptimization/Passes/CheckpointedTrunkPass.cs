using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// One padded batch of which only the inputs of the layers are kept: each layer is computed again, with a gradient graph of its own,
/// when its gradient is due.
/// </summary>
internal sealed class CheckpointedTrunkPass : ITrunkPass
{
    private readonly DisposeScope _kept;
    private readonly CausalLanguageModel _model;
    private readonly ModelInput _input;
    private readonly Tensor _emitting;
    private readonly ForwardStep _step;
    private readonly Stack<Tensor> _streams = new();

    public CheckpointedTrunkPass(CausalLanguageModel model, IReadOnlyList<PolicySequence> sequences)
    {
        _model = model;
        _kept = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        PaddedRows rows = PaddedRows.Of(sequences, model.Device);
        _input = new ModelInput(rows.TokenIds);
        _emitting = rows.Emitting;
        _step = model.Trunk.Prepare(_input, null, model.Precision);
        _streams.Push(DecoderTrunk.Embed(model.Weights, _input));
        for (int layer = 0; layer < model.Trunk.LayerCount; layer++)
            _streams.Push(model.Trunk.Layer(model.Weights, layer, _streams.Peek(), _step));
        model.CountForward();
        States = model.Trunk.Finish(model.Weights, _streams.Peek()).index_select(0, _emitting);
    }

    public Tensor States { get; }

    public void Backward(Tensor gradient)
    {
        using IDisposable gradients = enable_grad();
        ModelWeights weights = _model.Weights;
        ForwardStep step = _step with { InPlace = false };
        gradient = Again(stream => _model.Trunk.Finish(weights, stream).index_select(0, _emitting), gradient);
        for (int layer = _model.Trunk.LayerCount - 1; layer >= 0; layer--)
        {
            int current = layer;
            Tensor later = gradient;
            gradient = Again(stream => _model.Trunk.Layer(weights, current, stream, step), later);
            later.Dispose();
        }

        using Tensor embedded = DecoderTrunk.Embed(weights, _input);
        autograd.backward([embedded], [gradient]);
        gradient.Dispose();
    }

    public void Dispose() => _kept.Dispose();

    /// <summary>Computes a part of the model again and returns the gradient of its input, which is released.</summary>
    private Tensor Again(Func<Tensor, Tensor> part, Tensor gradient)
    {
        using DisposeScope scope = NewDisposeScope();
        using Tensor stream = _streams.Pop();
        Tensor leaf = stream.detach().requires_grad_();
        autograd.backward([part(leaf)], [gradient]);
        return leaf.grad!.MoveToOuterDisposeScope();
    }
}
