using Microsoft.ML.Reasoning.LanguageModels;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning;

/// <summary>Turns a rollout with advantages into updates of the policy. Knows no algorithm: advantages, masks and regularisers come from elsewhere.</summary>
internal sealed class GrpoUpdate(PolicyOptimizer optimizer, GrpoTrainer.Options options, PolicyLossOptions loss, IReadOnlyList<ITrajectoryRegularizer> regularizers, ulong seed)
{
    private bool SeveralUpdates => options.MinibatchesPerStep * options.UpdatesPerRollout > 1;

    /// <summary>Whether the step that goes on has changed the weights.</summary>
    public bool Touched { get; private set; }

    /// <summary>To be called where the state is one that a run can go on from: before a step's first update and after its last.</summary>
    public void Begin() => Touched = false;

    public void Run(Rollout rollout, int step, double learningRate, StepMetrics metrics, CancellationToken cancellationToken)
    {
        PolicySequence[][] groups = Sequences(rollout, cancellationToken);
        if (groups.Length == 0)
            return;
        var updates = new List<PolicyUpdateMetrics>();
        for (int pass = 0; pass < options.UpdatesPerRollout; pass++)
        {
            int[] order = CounterRandom.Permutation(new RandomKey(seed, RandomPurpose.Shuffle, step, pass + 1), groups.Length);
            int size = (groups.Length + options.MinibatchesPerStep - 1) / options.MinibatchesPerStep;
            foreach (int[] part in order.Chunk(size))
            {
                // Between the updates of one step there is no state that a run could go on from: only the first can be cancelled.
                updates.Add(optimizer.Update([.. part.SelectMany(i => groups[i])], learningRate, loss, regularizers,
                    Touched ? CancellationToken.None : cancellationToken));
                Touched = true;
            }
        }
        Describe(updates, metrics);
    }

    private PolicySequence[][] Sequences(Rollout rollout, CancellationToken cancellationToken)
    {
        Dictionary<RolloutSample, float[]>? recomputed = SeveralUpdates && optimizer.Model.Precision != ScalarType.Float32
            ? Recompute(rollout, cancellationToken) : null;
        // A regulariser looks at whole groups; for the policy's loss alone, a response that does not count need not be computed.
        bool everything = regularizers.Count > 0;
        return
        [
            .. rollout.Groups.Select((group, g) => group.Samples.Select((sample, i) => (sample, i))
                .Where(item => everything || item.sample.Counts)
                .Select(item => Sequence(group, g, item.sample, item.i, recomputed?[item.sample])).ToArray())
                .Where(sequences => sequences.Length > 0),
        ];
    }

    private PolicySequence Sequence(RolloutGroup group, int number, RolloutSample sample, int index, IReadOnlyList<float>? recomputed) =>
        new(sample.Generated.PromptTokenIds, sample.Generated.TokenIds, number, sample.Advantage)
        {
            Advantages = sample.TokenAdvantages,
            OldLogProbabilities = SeveralUpdates ? recomputed ?? sample.Generated.LogProbabilities : null,
            BehaviourLogProbabilities = loss.ImportanceCap is null ? null : sample.Generated.BehaviourLogProbabilities,
            ReferenceLogProbabilities = sample.ReferenceLogProbabilities,
            Mask = sample.Counts ? null : new float[sample.Generated.TokenIds.Count],
            Name = $"row {group.Problem.Row}, response {index}",
        };

    /// <summary>In half precision the decoder's log-probabilities and the trainer's differ too much to be divided by each other.</summary>
    private Dictionary<RolloutSample, float[]> Recompute(Rollout rollout, CancellationToken cancellationToken)
    {
        RolloutSample[] samples = [.. rollout.Samples];
        float[][] scores = optimizer.Model.ScoreResponses(
            [.. samples.Select(sample => new PolicySequence(sample.Generated.PromptTokenIds, sample.Generated.TokenIds, 0, 0))],
            options.Temperature, options.Optimizer.MicroBatchTokens, cancellationToken);
        return samples.Zip(scores).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    private static void Describe(List<PolicyUpdateMetrics> updates, StepMetrics metrics)
    {
        metrics[MetricNames.Loss] = updates.Average(update => update.Loss);
        metrics[MetricNames.GradientNorm] = updates.Average(update => update.GradientNorm);
        metrics[MetricNames.Entropy] = updates[0].Entropy;
        metrics[MetricNames.ClipFraction] = updates.Average(update => update.ClipFraction);
        metrics["policy/clip_low_fraction"] = updates.Average(update => update.ClipLowFraction);
        metrics["policy/clip_high_fraction"] = updates.Average(update => update.ClipHighFraction);
        metrics["policy/ratio"] = updates.Average(update => update.Ratio);
        metrics["policy/ratio_max"] = updates.Max(update => update.LargestRatio);
        metrics[MetricNames.Divergence] = updates.Average(update => update.Kl);
        metrics["policy/kl_old"] = updates.Average(update => update.OldKl);
        metrics["policy/importance_weight"] = updates.Average(update => update.ImportanceWeight);
        // A part of the seconds of the update, so no phase of its own.
        metrics[MetricNames.RegularizerSeconds] = updates.Sum(update => update.RegularizerSeconds);
        foreach (string name in updates.SelectMany(update => update.RegularizerLosses.Keys).Distinct())
            metrics[$"{name}/loss"] = updates.Average(update => update.RegularizerLosses.GetValueOrDefault(name));
        foreach (string name in updates.SelectMany(update => update.SequenceMetrics.Keys).Distinct())
        {
            double[] values = [.. updates.SelectMany(update => update.SequenceMetrics.GetValueOrDefault(name) ?? []).Where(double.IsFinite)];
            metrics[name] = values.Length > 0 ? values.Average() : double.NaN;
        }
    }
}
