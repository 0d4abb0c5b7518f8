using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>One pass, its sequences dealt out to threads.</summary>
internal sealed class HostPass : IPolicyPass
{
    private readonly HostUnit[] _units;
    private readonly int[] _tokens;
    private readonly int _width;
    private Tensor? _states;

    public HostPass(HostUnit[] units, IReadOnlyList<PolicySequence> sequences, int width)
    {
        IReadOnlyList<PolicySequence[]> parts = MicroBatches.Deal(sequences, units.Length);
        (_units, _width) = ([.. units.Take(parts.Count)], width);
        Run(i => _units[i].Forward(new HostLayout(parts[i])));
        _tokens = [.. _units.Select(unit => unit.LogProbabilities.Length)];
        var log = new float[_tokens.Sum()];
        var entropies = new float[log.Length];
        ForEachPart((i, first) =>
        {
            _units[i].LogProbabilities.CopyTo(log.AsSpan(first));
            _units[i].Entropies.CopyTo(entropies.AsSpan(first));
        });
        LogProbabilities = tensor(log).DetachFromDisposeScope();
        Entropies = tensor(entropies).DetachFromDisposeScope();
    }

    public Tensor LogProbabilities { get; }

    public Tensor Entropies { get; }

    public Tensor States => _states ??= CopyStates();

    public void Backward(Tensor logGradient, Tensor? entropyGradient, Tensor? stateGradient)
    {
        using Tensor log = logGradient.contiguous();
        using Tensor? entropies = entropyGradient?.contiguous(), states = stateGradient?.contiguous();
        int[] starts = new int[_units.Length];
        ForEachPart((i, first) => starts[i] = first);
        Run(i => _units[i].Backward(
            HostTrainingWeights.Numbers(log).Slice(starts[i], _tokens[i]),
            entropies is null ? [] : HostTrainingWeights.Numbers(entropies).Slice(starts[i], _tokens[i]),
            states is null ? [] : HostTrainingWeights.Numbers(states).Slice(starts[i] * _width, _tokens[i] * _width)));
    }

    public void Dispose()
    {
        LogProbabilities.Dispose();
        Entropies.Dispose();
        _states?.Dispose();
    }

    private Tensor CopyStates()
    {
        Tensor states = empty([_tokens.Sum(), _width]).DetachFromDisposeScope();
        ForEachPart((i, first) => _units[i].CopyStates(HostTrainingWeights.Numbers(states)[(first * _width)..]));
        return states;
    }

    private void ForEachPart(Action<int, int> action)
    {
        int first = 0;
        for (int i = 0; i < _units.Length; i++)
        {
            action(i, first);
            first += _tokens[i];
        }
    }

    // A part belongs to a unit, whichever thread runs it: the sums do not depend on who was free.
    private void Run(Action<int> part) => RowParts.Run(_units.Length, _units.Length, (_, first, end) =>
    {
        for (int i = first; i < end; i++)
            part(i);
    });
}
