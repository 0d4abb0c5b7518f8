using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>The initial model, which divergences are measured from; held only where something needs it.</summary>
internal sealed class GrpoReference : IDisposable
{
    private readonly CausalLanguageModel? _model;
    private readonly GrpoTrainer.Options _options;
    private readonly bool _owned;

    private GrpoReference(CausalLanguageModel? model, GrpoTrainer.Options options, bool owned) => (_model, _options, _owned) = (model, options, owned);

    /// <summary>Whether every response is measured, and not only those that a part asks for.</summary>
    private bool MeasuresAll => _options.Loss.NeedsReference || _options.KlInReward > 0 || _options.Relax is { Beta: > 0, UniformKl: true };

    public static GrpoReference For(CausalLanguageModel initial, GrpoTrainer.Options options)
    {
        bool needed = options.Loss.NeedsReference || options.KlInReward > 0 || options.Relax is { Beta: > 0 };
        // Where a copy is trained, the model that was given stays what it was and serves as the reference itself.
        return needed
            ? new(options.UpdateInPlace ? initial.Clone() : initial, options, owned: options.UpdateInPlace)
            : new(null, options, owned: false);
    }

    /// <summary>
    /// Before rewards are final: gives every response the log-probabilities of its tokens under the initial model, if all need them;
    /// otherwise its own, from which it diverges by nothing until somebody asks.
    /// </summary>
    public void ScoreAll(Rollout rollout, CancellationToken cancellationToken)
    {
        if (_model is null)
            return;
        RolloutSample[] samples = [.. rollout.Samples];
        float[][] scores = MeasuresAll
            ? Score([.. samples.Select(sample => new PolicySequence(sample.Generated.PromptTokenIds, sample.Generated.TokenIds, 0, 0))], cancellationToken)
            : [.. samples.Select(sample => sample.Generated.LogProbabilities.ToArray())];
        for (int i = 0; i < samples.Length; i++)
            samples[i].ReferenceLogProbabilities = scores[i];
    }

    /// <summary>While updates go on: the log-probabilities of some responses under the initial model; null where all have them already.</summary>
    public float[][]? ScoreAsked(IReadOnlyList<PolicySequence> sequences) =>
        _model is null || MeasuresAll ? null : Score(sequences, CancellationToken.None);

    public void Dispose()
    {
        if (_owned)
            _model?.Dispose();
    }

    private float[][] Score(IReadOnlyList<PolicySequence> sequences, CancellationToken cancellationToken) =>
        _model!.ScoreResponses(sequences, _options.Temperature, _options.Optimizer.MicroBatchTokens, cancellationToken);
}
