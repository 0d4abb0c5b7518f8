using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Reasoning.LatentDynamics;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning;

/// <summary>ReLaX in a training: the dispersion of the policy's own states as a further loss, and divergence weights from it.</summary>
internal sealed class RelaxPart(RelaxOptions options, DispersionProbe probe) : IGrpoPart, ITrajectoryRegularizer
{
    public string Name => "relax";

    public ITrajectoryRegularizer? Regularizer => this;

    /// <summary>The policy of the first update is that of the rollout: who disperses too far there is who will be held back.</summary>
    public void Observe(Rollout rollout, int step, StepMetrics metrics, CancellationToken cancellationToken)
    {
        double threshold = options.ThresholdOf(probe.FirstMean);
        foreach (RolloutSample sample in rollout.Samples)
            sample.NeedsReference = options.Beta > 0 && sample.Dispersion > threshold;
    }

    public TrajectoryRegularization Compute(TrajectoryBatch batch)
    {
        using DisposeScope scope = NewDisposeScope();
        using DispersionResult result = SpectralDispersion.Measure(batch.States, batch.Lengths, probe.Dictionary);
        double threshold = options.ThresholdOf(probe.FirstMean);
        Tensor? loss = options.Alpha == 0 ? null : RelaxObjective.ExplorationLoss(
            result.Dispersion, [.. batch.Sequences.Select(sequence => sequence.Advantage)], [.. batch.Sequences.Select(sequence => sequence.Group)],
            options, threshold).mul(options.Alpha).MoveToOuterDisposeScope();
        return new TrajectoryRegularization(loss)
        {
            KlWeights = options.Beta == 0 ? null : RelaxObjective.DivergenceWeights(result.Values, threshold, options),
            SequenceMetrics = new Dictionary<string, double[]>
            {
                [MetricNames.Dispersion] = result.Values,
                [MetricNames.LargestModulus] = result.LargestModulus,
                [MetricNames.Condition] = result.Condition,
                ["relax/above_threshold_share"] = [.. result.Values.Select(value => value > threshold ? 1.0 : 0)],
            },
        };
    }
}
