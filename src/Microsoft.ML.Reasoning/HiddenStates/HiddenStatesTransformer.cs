using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Computes hidden states; see <see cref="HiddenStatesEstimator"/>. The model stays its owner's.</summary>
public sealed class HiddenStatesTransformer : ReasoningTransformer
{
    private readonly CausalLanguageModel _model;
    private readonly HiddenStatesState _state;
    private readonly CancellationToken _cancellationToken;

    internal HiddenStatesTransformer(
        IHost host, CausalLanguageModel model, HiddenStatesState state, CancellationToken cancellationToken) : base(host)
    {
        _model = model;
        _state = state;
        _cancellationToken = cancellationToken;
    }

    internal override BatchMapper CreateMapper(DataViewSchema inputSchema) =>
        new HiddenStatesMapper(_state, _model, inputSchema, _cancellationToken);
}
