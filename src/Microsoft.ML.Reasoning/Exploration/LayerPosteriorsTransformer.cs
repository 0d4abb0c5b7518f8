using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Measures the entropies of layers; see <see cref="LayerPosteriorsEstimator"/>. The model stays its owner's.</summary>
public sealed class LayerPosteriorsTransformer : ReasoningTransformer
{
    private readonly CausalLanguageModel _model;
    private readonly LayerPosteriorsState _state;
    private readonly CancellationToken _cancellationToken;

    internal LayerPosteriorsTransformer(
        IHost host, CausalLanguageModel model, LayerPosteriorsState state, CancellationToken cancellationToken) : base(host)
    {
        _model = model;
        _state = state;
        _cancellationToken = cancellationToken;
    }

    internal override BatchMapper CreateMapper(DataViewSchema inputSchema) =>
        new LayerPosteriorsMapper(_state, _model, inputSchema, _cancellationToken);
}
