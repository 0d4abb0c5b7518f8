using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Measures effective rank; see <see cref="EffectiveRankEstimator"/>.</summary>
public sealed class EffectiveRankTransformer : ReasoningTransformer
{
    private readonly EffectiveRankState _state;
    private readonly CancellationToken _cancellationToken;

    internal EffectiveRankTransformer(IHost host, EffectiveRankState state, CancellationToken cancellationToken) : base(host)
    {
        _state = state;
        _cancellationToken = cancellationToken;
    }

    internal override BatchMapper CreateMapper(DataViewSchema inputSchema) => new EffectiveRankMapper(Host, _state,
        ColumnCheck.States(inputSchema, _state.InputColumnName, nameof(EffectiveRankTransformer)), _cancellationToken);
}
