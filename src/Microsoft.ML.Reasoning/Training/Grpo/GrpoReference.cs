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

    /// <summary>Before rewards are final: gives every response the log-probabilities of its tokens under the initial model, if all need them.</summary>
    public void ScoreAll(Rollout rollout, CancellationToken cancellationToken)
    {
        if (_model is not null && MeasuresAll)
            Score([.. rollout.Samples], cancellationToken);
    }

    /// <summary>After the parts have seen the rollout: the same for the responses that one of them asks for; the rest diverge by nothing.</summary>
    public void ScoreAsked(Rollout rollout, CancellationToken cancellationToken)
    {
        if (_model is null || MeasuresAll)
            return;
        Score([.. rollout.Samples.Where(sample => sample.NeedsReference)], cancellationToken);
        foreach (RolloutSample sample in rollout.Samples)
            sample.ReferenceLogProbabilities ??= [.. sample.Generated.LogProbabilities];
    }

    public void Dispose()
    {
        if (_owned)
            _model?.Dispose();
    }

    private void Score(RolloutSample[] samples, CancellationToken cancellationToken)
    {
        float[][] scores = _model!.ScoreResponses(
            [.. samples.Select(sample => new PolicySequence(sample.Generated.PromptTokenIds, sample.Generated.TokenIds, 0, 0))],
            _options.Temperature, _options.Optimizer.MicroBatchTokens, cancellationToken);
        for (int i = 0; i < samples.Length; i++)
            samples[i].ReferenceLogProbabilities = scores[i];
    }
}
