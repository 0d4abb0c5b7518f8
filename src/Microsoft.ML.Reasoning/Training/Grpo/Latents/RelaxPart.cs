using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Reasoning.LatentDynamics;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning;

/// <summary>ReLaX in a training: the dispersion of the policy's own states as a further loss, and divergence weights from it.</summary>
/// <remarks>
/// Every dispersion is that of the policy which an update starts from, measured once an update, from the states of its own forward
/// pass: for the loss, for the threshold of the divergence and for the log alike. With one update a rollout it is that of the rollout.
/// A step without an update, as no rewards differ, has no dispersion.
/// </remarks>
/// <param name="options">The objective.</param>
/// <param name="probe">Who has the dictionary.</param>
/// <param name="reference">Gives responses the log-probabilities of the initial model; null where all have them already.</param>
internal sealed class RelaxPart(RelaxOptions options, DispersionProbe probe, Func<IReadOnlyList<PolicySequence>, float[][]?> reference)
    : IGrpoPart, ITrajectoryRegularizer
{
    public string Name => "relax";

    public ITrajectoryRegularizer? Regularizer => this;

    public TrajectoryRegularization Compute(TrajectoryBatch batch)
    {
        using DisposeScope scope = NewDisposeScope();
        double[] advantages = [.. batch.Sequences.Select(sequence => sequence.Advantage)];
        // Under advantage shaping about half of the responses have no part in the gradient: their value is all that is needed.
        bool[] differentiated = [.. advantages.Select(advantage => options.Alpha > 0 && options.WeightOf(advantage) > 0)];
        using DispersionResult result = SpectralDispersion.Measure(
            batch.States, batch.Lengths, probe.Dictionary, differentiated: differentiated);
        double threshold = options.ThresholdOf(probe.FirstMean);
        Tensor? loss = options.Alpha == 0 ? null : RelaxObjective.ExplorationLoss(
            result.Dispersion, advantages, [.. batch.Sequences.Select(sequence => sequence.Group)], options, threshold)
            .mul(options.Alpha).MoveToOuterDisposeScope();
        float[]? weights = options.Beta == 0 ? null : RelaxObjective.DivergenceWeights(result.Values, threshold, options);
        return new TrajectoryRegularization(loss)
        {
            KlWeights = weights,
            ReferenceLogProbabilities = weights is null ? null : References(batch.Sequences, weights),
            SequenceMetrics = new Dictionary<string, double[]>
            {
                [MetricNames.Dispersion] = result.Values,
                [MetricNames.LargestModulus] = result.LargestModulus,
                [MetricNames.Condition] = result.Condition,
                ["relax/above_threshold_share"] = [.. result.Values.Select(value => value > threshold ? 1.0 : 0)],
            },
        };
    }

    /// <summary>Who disperses too far is held to the initial model, which only then is asked about it.</summary>
    private float[]?[]? References(IReadOnlyList<PolicySequence> sequences, float[] weights)
    {
        int[] held = [.. Enumerable.Range(0, weights.Length).Where(i => weights[i] > 0)];
        if (held.Length == 0 || reference([.. held.Select(i => sequences[i])]) is not { } scores)
            return null;
        var all = new float[]?[weights.Length];
        for (int i = 0; i < held.Length; i++)
            all[held[i]] = scores[i];
        return all;
    }
}
