using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>Measures effective ranks of prefixes by the cheapest way that keeps the promise. One for each thread: it keeps its memory.</summary>
/// <remarks>
/// On the host there are two: each prefix by itself, or all of them at once from log-determinants at a price that does not depend on their
/// number. What neither can promise, the definition word for word does.
/// </remarks>
internal sealed class RankEngine
{
    // The price of the log-determinants of all rows, in reductions of all rows to tridiagonal form.
    private const double PriceOfDeterminants = 4;

    // Prefixes with more rows than this many times the features leave the log-determinants little to do.
    private const int MostRowsPerFeature = 2;

    // A device spends its time on starting operators for states with fewer rows: the host is done before.
    private const int FewestRowsOfDevice = 128;

    // More do not fit an array, filled up to whole panels.
    private const long MostNumbers = 1 << 30;

    private readonly PanelDeterminants<DoubleLanes, double> exact = new();
    private readonly PanelDeterminants<SingleLanes, float> fast = new();
    private readonly WindowEntropies windows = new();
    private float[] singles = [];
    private double[] doubles = [];

    /// <summary>The effective rank of the first rows, for each of the ascending lengths.</summary>
    /// <param name="states">[tokens, width].</param>
    /// <param name="lengths">Ascending; further rows do not count.</param>
    /// <param name="tolerance">See <see cref="PrefixEntropies.Measure"/>.</param>
    /// <param name="single">Whether log-determinants are tried in single precision; no rank is NaN otherwise.</param>
    /// <returns>The ranks, NaN where single precision cannot promise the tolerance, and the tolerance that they keep.</returns>
    /// <exception cref="NotFiniteNumberException">The states hold NaN or an infinity.</exception>
    public (double[] Ranks, double Tolerance) Ranks(Tensor states, int[] lengths, double tolerance, bool single)
    {
        using var scope = NewDisposeScope();
        int[] none = [.. lengths.Where(length => length < 2)], some = lengths[none.Length..];
        if (none.Length > 0)
            CheckFinite(states);
        (double[] entropies, double kept) = some.Length == 0 || states.shape[1] == 0 ? (new double[some.Length], 0)
            : (states.device_type != DeviceType.CPU && some[^1] >= FewestRowsOfDevice) || some[^1] * states.shape[1] > MostNumbers
                ? ByTensors(states, some, tolerance)
            : states.dtype == ScalarType.Float64 ? OnHost(states, ref doubles, some, tolerance, single)
            : OnHost(states, ref singles, some, tolerance, single);
        return ([.. none.Select(_ => 0.0), .. entropies.Select(Math.Exp)], kept);
    }

    private (double[] Entropies, double Tolerance) OnHost<T>(Tensor states, ref T[] memory, int[] lengths, double tolerance, bool single)
        where T : unmanaged, INumberBase<T>
    {
        Tensor rows = Typed<T>(states.narrow(0, 0, lengths[^1]).cpu());
        ReadOnlySpan<T> values = Read(rows, ref memory), mean = rows.mean([0L], false).data<T>().ToArray();
        double[] entropies = [.. lengths.Select(_ => double.NaN)];
        int shared = Shared(lengths, mean.Length);
        if (shared > 0)
        {
            int[] some = lengths[..shared];
            if (single ? fast.Load(values[..(some[^1] * mean.Length)], mean, some) : exact.Load(values[..(some[^1] * mean.Length)], mean, some))
                PrefixEntropies.Measure(single ? fast : exact, tolerance).CopyTo(entropies, 0);
            if (single && entropies.Take(shared).Any(double.IsNaN))
                return (entropies, tolerance);
        }

        double kept = shared > 0 ? tolerance : 0;
        int[] open = Open(entropies);
        if (open.Length > 0)
        {
            (double[] own, double error) = windows.Measure(values, mean, [.. open.Select(j => lengths[j])], tolerance);
            for (int k = 0; k < open.Length; k++)
                entropies[open[k]] = own[k];
            kept = Math.Max(kept, error);
        }

        Decompose(rows, lengths, entropies);
        return (entropies, kept);
    }

    /// <summary>How many of the prefixes are cheaper together: all that have not far more rows than features, or none.</summary>
    private static int Shared(int[] lengths, int width)
    {
        int shared = lengths.Count(length => length <= MostRowsPerFeature * width);
        return shared > 0 && lengths.Take(shared).Sum(length => Cube(Math.Min(length - 1, width))) > PriceOfDeterminants * Cube(lengths[shared - 1])
            ? shared
            : 0;

        static double Cube(double order) => order * order * order;
    }

    /// <summary>By the operators of the library: what lies on a device, and what is too large for arrays of ours.</summary>
    private static (double[] Entropies, double Tolerance) ByTensors(Tensor states, int[] lengths, double tolerance)
    {
        int shared = lengths.Count(length => length <= MostRowsPerFeature * states.shape[1]);
        double[] entropies = [.. lengths.Select(_ => double.NaN)];
        if (shared > 0)
        {
            var determinants = new TensorDeterminants(states, lengths[..shared]);
            if (determinants.Scale > 0)
                PrefixEntropies.Measure(determinants, tolerance).CopyTo(entropies, 0);
        }

        if (shared < lengths.Length)
        {
            CheckFinite(states);
            DirectEntropies.OfCovariance(states, lengths[shared..]).CopyTo(entropies, shared);
        }

        Decompose(states, lengths, entropies);
        return (entropies, tolerance);
    }

    /// <summary>Fills the places of NaN.</summary>
    private static void Decompose(Tensor rows, int[] lengths, double[] entropies)
    {
        int[] open = Open(entropies);
        if (open.Length > 0)
            CheckFinite(rows);
        foreach (int j in open)
            entropies[j] = DirectEntropies.OfRows(rows, lengths[j]);
    }

    private static int[] Open(double[] entropies) => [.. Enumerable.Range(0, entropies.Length).Where(j => double.IsNaN(entropies[j]))];

    private static ReadOnlySpan<T> Read<T>(Tensor states, ref T[] memory)
        where T : unmanaged
    {
        int count = checked((int)states.numel());
        if (memory.Length < count)
            memory = GC.AllocateUninitializedArray<T>(count);
        states.data<T>().CopyTo(memory.AsSpan(0, count));
        return memory.AsSpan(0, count);
    }

    private static Tensor Typed<T>(Tensor states) =>
        states.to(typeof(T) == typeof(float) ? ScalarType.Float32 : ScalarType.Float64).contiguous();

    private static void CheckFinite(Tensor states)
    {
        if (!states.isfinite().all().item<bool>())
            throw new NotFiniteNumberException();
    }
}
