using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Which parts a training has.</summary>
internal static class GrpoParts
{
    /// <summary>In the order in which they see a rollout: what measures comes before what uses it.</summary>
    public static IReadOnlyList<IGrpoPart> Of(GrpoTrainer.Options options, ulong seed, IChannel channel)
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
            var probe = new DispersionProbe(options.Latents ?? new(), interval: 1, seed, channel);
            parts.AddRange([probe, new RelaxPart(relax.Objective, probe)]);
        }
        else if (options.Latents is { Dispersion: true } measured)
        {
            parts.Add(new DispersionProbe(measured, measured.Interval, seed, channel));
        }
        return parts;
    }
}
