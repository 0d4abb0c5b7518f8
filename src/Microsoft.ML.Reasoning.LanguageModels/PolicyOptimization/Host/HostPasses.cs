using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// Passes on the host: rows without padding, each prompt computed once for its group, and hand-written gradients. Every thread has
/// sequences, buffers and a gradient of its own; they meet only for the loss and at the end of a minibatch.
/// </summary>
internal sealed class HostPasses : IPolicyPasses
{
    private readonly CausalLanguageModel _model;
    private readonly HostTrainingWeights _weights;
    private readonly HostUnit[] _units;
    private readonly int _microBatchTokens;

    public HostPasses(CausalLanguageModel model, PolicyOptimizerOptions options)
    {
        _model = model;
        _weights = new HostTrainingWeights(model);
        _units = [.. Enumerable.Range(0, get_num_threads()).Select(_ => new HostUnit(_weights, options.Temperature))];
        _microBatchTokens = options.MicroBatchTokens;
    }

    /// <summary>Each thread takes a part of so many tokens.</summary>
    public IReadOnlyList<int[]> Cut(IReadOnlyList<PolicySequence> minibatch, bool wholeGroups) =>
        MicroBatches.ByGroup(minibatch, (int)Math.Min(int.MaxValue, (long)_microBatchTokens * _units.Length), wholeGroups);

    public void Refresh() => _weights.Pack();

    public IPolicyPass Begin(IReadOnlyList<PolicySequence> sequences)
    {
        _model.CountForward();
        return new HostPass(_units, sequences, _weights.Configuration.HiddenSize);
    }

    public void Collect()
    {
        Span<float> all = HostTrainingWeights.Numbers(_model.Weights.Gradients!);
        foreach (HostUnit unit in _units)
            unit.Gradients.Move(all);
    }

    public void Forget()
    {
        var nowhere = new float[_model.Weights.Values.shape[0]];
        foreach (HostUnit unit in _units)
            unit.Gradients.Move(nowhere);
    }
}
