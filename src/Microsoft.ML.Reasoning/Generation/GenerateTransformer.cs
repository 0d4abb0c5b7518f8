using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Lets a language model answer each prompt; see <see cref="GenerateEstimator"/>. The model stays its owner's.</summary>
public sealed class GenerateTransformer : ReasoningTransformer
{
    private readonly CausalLanguageModel _model;
    private readonly GenerateState _state;
    private readonly IProgress<GenerationProgress>? _progress;
    private readonly CancellationToken _cancellationToken;

    internal GenerateTransformer(
        IHost host, CausalLanguageModel model, GenerateState state, IProgress<GenerationProgress>? progress,
        CancellationToken cancellationToken)
        : base(host)
    {
        _model = model;
        _state = state;
        _progress = progress;
        _cancellationToken = cancellationToken;
    }

    internal override BatchMapper CreateMapper(DataViewSchema inputSchema) =>
        new GenerateMapper(_state, new Responder(Host, _model, _state.Sampling, _progress, _cancellationToken), inputSchema);
}
