using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>
/// What a trainer of this library returns: the trained model, and a transformer that answers prompts with it (a Text column in, a Text
/// column out). Dispose it: it owns the model that it was trained into, unless that was updated in place.
/// </summary>
public sealed class ReasoningModelTransformer : ReasoningTransformer, IDisposable
{
    private readonly CausalLanguageModel _model;
    private readonly bool _ownsModel;
    private readonly ModelAnswerState _state;
    private readonly CancellationToken _cancellationToken;
    private bool _disposed;

    internal ReasoningModelTransformer(
        IHost host, CausalLanguageModel model, bool ownsModel, ModelAnswerState state, CancellationToken cancellationToken)
        : base(host)
    {
        _model = model;
        _ownsModel = ownsModel;
        _state = state;
        _cancellationToken = cancellationToken;
    }

    /// <summary>The trained model; gone when this transformer is disposed, unless it was updated in place.</summary>
    /// <exception cref="ObjectDisposedException">This transformer was disposed.</exception>
    public CausalLanguageModel Model
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _model;
        }
    }

    /// <summary>Disposes the model if it is this transformer's own.</summary>
    public void Dispose()
    {
        _disposed = true;
        if (_ownsModel)
            _model.Dispose();
    }

    internal override BatchMapper CreateMapper(DataViewSchema inputSchema) =>
        new ModelAnswerMapper(_state, new Responder(Host, Model, _state.Sampling, progress: null, _cancellationToken), inputSchema);
}
