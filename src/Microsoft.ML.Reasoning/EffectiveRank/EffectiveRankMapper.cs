using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LatentDynamics;
using Microsoft.ML.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning;

/// <inheritdoc/>
internal sealed class EffectiveRankMapper(
    IHost host, EffectiveRankState state, DataViewSchema.Column states, CancellationToken cancellationToken)
    : BatchMapper<StatesRow, float[]>(state.BatchSize, [states], Output(state, (TokenStatesDataViewType)states.Type))
{
    private readonly EffectiveRankOptions _options = new() { Stride = state.Stride, MaxTokens = state.MaxTokens, Mode = state.Mode };
    private readonly Lock _counting = new();
    private (int Responses, int NoVelocity, int NoAcceleration) _counts;

    public override void PassEnded()
    {
        (int Responses, int NoVelocity, int NoAcceleration) counts;
        lock (_counting)
        {
            counts = _counts;
            _counts = default;
        }

        if (counts.NoAcceleration == 0)
            return;
        using IChannel channel = host.Start("EffectiveRank");
        channel.Warning(MessageSensitivity.None,
            "{0} of {1} responses are too short for an acceleration (three strides of {2} tokens and one more) and {3} for a velocity; " +
            "those slots are 0. Short answers want a stride of 4 or 8", counts.NoAcceleration, counts.Responses, state.Stride, counts.NoVelocity);
    }

    protected override Func<StatesRow> OpenReader(DataViewRow input) => StatesRow.Reader(input, Inputs[0]);

    protected override IReadOnlyList<float[]> Compute(IReadOnlyList<StatesRow> rows)
    {
        using DisposeScope scope = NewDisposeScope();
        int layers = LayerCount((TokenStatesDataViewType)Inputs[0].Type);
        Tensor[] trajectories = [.. rows.SelectMany(row => row.Layers(layers, Inputs[0].Name))];
        EffectiveRankMeasurement[] ranks = StatesRow.Named(rows, Inputs[0].Name,
            () => EffectiveRank.Measure(trajectories, _options, cancellationToken));
        LatentIndicatorMeasurement[]? others = state.Indicators ? LatentIndicators.Measure(trajectories, null, cancellationToken) : null;
        Count(ranks.Where((_, i) => i % layers == 0));
        return [.. Enumerable.Range(0, rows.Count).Select(row =>
            Enumerable.Range(row * layers, layers).SelectMany(i => Slots(ranks[i], others?[i])).ToArray())];
    }

    private static float[] Slots(EffectiveRankMeasurement rank, LatentIndicatorMeasurement? others)
    {
        float[] slots = [(float)rank.Rank, (float)rank.Velocity, (float)rank.Acceleration];
        return others is null ? slots
            : [.. slots, (float)others.TraditionalRank.Value, (float)others.ResponseEntropy.Value, (float)others.Curvature.Value];
    }

    private static VectorOutput<float[], float> Output(EffectiveRankState state, TokenStatesDataViewType type)
    {
        string[] names = type.Layers.Count > 1
            ? [.. type.Layers.SelectMany(layer => state.Slots.Select(slot => $"{slot}.{layer}"))]
            : [.. state.Slots];
        return new VectorOutput<float[], float>(
            state.OutputColumnName, new VectorDataViewType(NumberDataViewType.Single, names.Length), values => values, SlotNames.Of(names));
    }

    private static int LayerCount(TokenStatesDataViewType type) => Math.Max(1, type.Layers.Count);

    private void Count(IEnumerable<EffectiveRankMeasurement> ranks)
    {
        lock (_counting)
            foreach (EffectiveRankMeasurement rank in ranks)
                _counts = (_counts.Responses + 1, _counts.NoVelocity + (rank.HasVelocity ? 0 : 1),
                    _counts.NoAcceleration + (rank.HasAcceleration ? 0 : 1));
    }
}
