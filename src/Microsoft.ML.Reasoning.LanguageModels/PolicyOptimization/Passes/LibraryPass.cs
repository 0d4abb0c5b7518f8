using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A trunk's pass and the head's.</summary>
internal sealed class LibraryPass : IPolicyPass
{
    private readonly CausalLanguageModel _model;
    private readonly ITrunkPass _trunk;
    private readonly ResponseHead _head;
    private readonly AdamW _optimizer;
    private readonly Tensor _targets;

    public LibraryPass(CausalLanguageModel model, ITrunkPass trunk, IReadOnlyList<PolicySequence> sequences, double temperature, AdamW optimizer)
    {
        (_model, _trunk, _optimizer) = (model, trunk, optimizer);
        _head = new ResponseHead(model.Weights.Head, temperature);
        long[] targets = [.. sequences.SelectMany(sequence => sequence.ResponseIds).Select(id => (long)id)];
        _targets = tensor(targets, device: model.Device).DetachFromDisposeScope();
        _head.Forward(trunk.States, _targets, keep: true);
    }

    public Tensor LogProbabilities => _head.LogProbabilities!;

    public Tensor Entropies => _head.Entropies!;

    public Tensor States => _trunk.States;

    public void Backward(Tensor logGradient, Tensor? entropyGradient, Tensor? stateGradient)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor states = _head.Backward(_trunk.States, _targets, logGradient, entropyGradient, _model.Weights.HeadGradient!);
        if (stateGradient is not null)
            states.add_(stateGradient);
        _trunk.Backward(states);
        _optimizer.CollectGradients();
    }

    public void Dispose()
    {
        _head.Dispose();
        _trunk.Dispose();
        _targets.Dispose();
    }
}
