using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Lets a language model answer with latent exploration; see <see cref="LatentExplorationEstimator"/>. The model stays its owner's.</summary>
public sealed class LatentExplorationTransformer : ReasoningTransformer
{
    private readonly CausalLanguageModel _model;
    private readonly LatentExplorationState _state;
    private readonly IProgress<GenerationProgress>? _progress;
    private readonly CancellationToken _cancellationToken;

    internal LatentExplorationTransformer(
        IHost host, CausalLanguageModel model, LatentExplorationState state, IProgress<GenerationProgress>? progress,
        CancellationToken cancellationToken)
        : base(host)
    {
        _model = model;
        _state = state;
        _progress = progress;
        _cancellationToken = cancellationToken;
        using IChannel channel = host.Start("LatentExplorationDecoding");
        channel.Info(MessageSensitivity.None, "depth {0}, layers {1}; {2}", Settings.Depth, string.Join(", ", Settings.Layers),
            Settings.ThinkOnly ? "explores while the model thinks" : "no end of thinking is known or asked for: every token may explore");
    }

    /// <summary>Depth, layers, and whether exploration ends with the thinking, as they were resolved for the model.</summary>
    public LatentExplorationSettings Settings => _state.Settings;

    internal override BatchMapper CreateMapper(DataViewSchema inputSchema) => new LatentExplorationMapper(
        _state, new Responder(Host, _model, _state.Generation.Sampling, _progress, _cancellationToken), inputSchema);
}
