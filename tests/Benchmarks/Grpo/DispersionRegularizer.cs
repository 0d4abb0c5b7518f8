using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Reasoning.LatentDynamics;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>ReLaX's term with a given dictionary.</summary>
internal sealed class DispersionRegularizer(KoopmanDictionary dictionary) : ITrajectoryRegularizer
{
    public string Name => "relax";

    public TrajectoryRegularization Compute(TrajectoryBatch batch)
    {
        var options = new RelaxOptions();
        using DispersionResult result = SpectralDispersion.Measure(batch.States, batch.Lengths, dictionary);
        using var loss = RelaxObjective.ExplorationLoss(
            result.Dispersion, [.. batch.Sequences.Select(sequence => sequence.Advantage)], [.. batch.Sequences.Select(sequence => sequence.Group)], options);
        return new TrajectoryRegularization(loss.mul(options.Alpha));
    }
}
