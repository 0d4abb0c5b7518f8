using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Which parts a training has.</summary>
internal static class GrpoParts
{
    /// <summary>In the order in which they see a rollout: what measures comes before what uses it.</summary>
    public static IReadOnlyList<IGrpoPart> Of(GrpoTrainer.Options options, GrpoReference reference, ulong seed, IChannel channel)
    {
        var parts = new List<IGrpoPart>();
        if (options.Verl is { } verl)
            parts.Add(new RankProbe(verl.Stride, interval: 1));
        else if (options.Latents is { EffectiveRank: true } latents)
            parts.Add(new RankProbe(latents.Stride, latents.Interval));
        if (options.Verl is { } shaping)
            parts.Add(new VerlPart(shaping.Shaping));
        if (options.Relax is { } relax)
        {
            // ReLaX measures the policy that it differentiates; the probe has only the first rollout to look at.
            var probe = new DispersionProbe(options.Latents ?? new(), interval: null, seed, channel);
            parts.AddRange([probe, new RelaxPart(relax.Objective, probe, reference.ScoreAsked)]);
        }
        else if (options.Latents is { Dispersion: true } measured)
        {
            parts.Add(new DispersionProbe(measured, measured.Interval, seed, channel));
        }
        return parts;
    }

    /// <summary>The updates of a training with these parts, which may add to its loss.</summary>
    public static GrpoUpdate UpdateOf(PolicyOptimizer optimizer, GrpoTrainer.Options options, IReadOnlyList<IGrpoPart> parts, ulong seed)
    {
        // ReLaX's divergence is the loss's own, with weights that follow from the dispersion.
        PolicyLossOptions loss = options.Relax is { Beta: > 0 and var beta } ? options.Loss with { KlCoefficient = beta } : options.Loss;
        return new GrpoUpdate(optimizer, options, loss, [.. parts.Select(part => part.Regularizer).OfType<ITrajectoryRegularizer>()], seed);
    }
}
