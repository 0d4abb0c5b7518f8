using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>One response: how accurate its ranks have to be for its measurement to keep the promise.</summary>
internal static class PrefixRanks
{
    // The promise, and the tolerance that first is tried for it. The error of a rank is a part of the tolerance, as it is an average over the
    // spectrum of an error that changes its sign many times: a small part where many directions carry the rank, more where few do.
    private const double Promise = 1e-5;
    private const double FirstTolerance = 1e-6;
    private const double FinestTolerance = 1e-9;
    private const double LeastErrorOverTolerance = 0.1;

    /// <summary>Measures the states of one response.</summary>
    public static EffectiveRankMeasurement Measure(Tensor states, EffectiveRankOptions options, RankEngine engine)
    {
        int rows = checked((int)states.shape[0]), kept = Math.Min(rows, options.MaxTokens ?? rows);
        int[] lengths = PrefixDifferences.Lengths(kept, options.Stride);
        Tensor last = states.narrow(0, rows - kept, kept);
        if (options.Mode == EffectiveRankMode.Fast)
        {
            (EffectiveRankMeasurement fast, _) = Measure(FastTolerance(lengths.Length), single: true);
            if (double.IsFinite(fast.Rank + fast.Velocity + fast.Acceleration))
                return fast;
        }

        (EffectiveRankMeasurement measured, double reached) = Measure(FirstTolerance, single: false);
        double needed = NeededTolerance(measured);
        // In powers of ten, so that few rules serve all responses.
        return needed < reached
            ? Measure(Math.Pow(10, Math.Floor(Math.Log10(needed) + 1e-9)), single: false).Measured
            : measured;

        (EffectiveRankMeasurement Measured, double Tolerance) Measure(double tolerance, bool single)
        {
            (double[] ranks, double ranksKeep) = engine.Ranks(last, kept == rows ? [.. lengths, rows] : lengths, tolerance, single);
            (double[] whole, double wholeKeeps) = kept == rows ? (ranks[^1..], 0) : engine.Ranks(states, [rows], tolerance, single);
            (double velocity, double acceleration) = PrefixDifferences.Of(ranks.AsSpan(0, lengths.Length));
            return (new EffectiveRankMeasurement(whole[0], velocity, acceleration, lengths.Length), Math.Max(ranksKeep, wholeKeeps));
        }
    }

    /// <summary>Differences that nearly cancel are the fewer digits of the ranks: these then need more.</summary>
    private static double NeededTolerance(EffectiveRankMeasurement measured)
    {
        double part = Math.Clamp(1 / Math.Sqrt(Math.Max(1, measured.Rank)), LeastErrorOverTolerance, 1);
        double error = part * measured.Rank, tolerance = FirstTolerance;
        if (measured.HasVelocity)
            tolerance = Math.Min(tolerance, Promise * Math.Abs(measured.Velocity) / (2 * error));
        if (measured.HasAcceleration)
            tolerance = Math.Min(tolerance, Promise * Math.Abs(measured.Acceleration) * (measured.Prefixes - 2) / (4 * error));
        return Math.Max(FinestTolerance, tolerance);
    }

    /// <summary>
    /// The acceleration over J prefixes is about their last rank over J - 2, and its error may be as small as 1e-5 of the rank.
    /// </summary>
    private static double FastTolerance(int prefixes) => Math.Min(1e-4, 4e-6 * Math.Max(1, prefixes - 2));
}
