using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>The initial model, which divergences are measured from; held only where something needs it.</summary>
internal sealed class GrpoReference : IDisposable
{
    private readonly CausalLanguageModel? _model;
    private readonly bool _owned;

    private GrpoReference(CausalLanguageModel? model, bool owned) => (_model, _owned) = (model, owned);

    public bool IsHeld => _model is not null;

    public static GrpoReference For(CausalLanguageModel initial, GrpoTrainer.Options options)
    {
        bool needed = options.Loss.NeedsReference || options.KlInReward > 0 || options.Relax is { Beta: > 0 };
        // Where a copy is trained, the model that was given stays what it was and serves as the reference itself.
        return needed
            ? new(options.UpdateInPlace ? initial.Clone() : initial, owned: options.UpdateInPlace)
            : new(null, owned: false);
    }

    /// <summary>Gives every response that counts the log-probabilities of its tokens under the initial model.</summary>
    public void Score(IReadOnlyList<RolloutGroup> groups, GrpoTrainer.Options options, CancellationToken cancellationToken)
    {
        if (_model is null)
            return;
        RolloutSample[] samples = [.. groups.SelectMany(group => group.Samples)];
        float[][] scores = _model.ScoreResponses(
            [.. samples.Select(sample => new PolicySequence(sample.Generated.PromptTokenIds, sample.Generated.TokenIds, 0, 0))],
            options.Temperature, options.Optimizer.MicroBatchTokens, cancellationToken);
        for (int i = 0; i < samples.Length; i++)
            samples[i].ReferenceLogProbabilities = scores[i];
    }

    public void Dispose()
    {
        if (_owned)
            _model?.Dispose();
    }
}
