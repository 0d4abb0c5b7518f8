using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>Measures effective ranks of prefixes by the cheapest way that keeps the promise. One for each thread: it keeps its memory.</summary>
internal sealed class RankEngine
{
    // Below, a decomposition is as fast as looking for a rule.
    private const int FewestRows = 20;

    private readonly PanelDeterminants<DoubleLanes, double> exact = new();
    private readonly PanelDeterminants<SingleLanes, float> fast = new();
    private float[] singles = [];
    private double[] doubles = [];

    /// <summary>The effective rank of the first rows, for each of the ascending lengths.</summary>
    /// <param name="states">[tokens, width].</param>
    /// <param name="lengths">Ascending; further rows do not count.</param>
    /// <param name="tolerance">See <see cref="PrefixEntropies.Measure"/>.</param>
    /// <param name="single">Whether to try in single precision; no rank is NaN otherwise.</param>
    /// <returns>The ranks; NaN where single precision cannot promise the tolerance.</returns>
    /// <exception cref="NotFiniteNumberException">The states hold NaN or an infinity.</exception>
    public double[] Ranks(Tensor states, int[] lengths, double tolerance, bool single)
    {
        using var scope = NewDisposeScope();
        int width = (int)states.shape[1], longest = 2 * width + FewestRows;
        int[] none = [.. lengths.Where(length => length < 2)], near = [.. lengths.Where(length => length >= 2 && length <= longest)];
        int[] far = [.. lengths.Where(length => length > longest)];
        double[] entropies = [.. Near(states, near, tolerance, single), .. far.Length == 0 ? [] : Far(states, far)];
        if (none.Length > 0)
            CheckFinite(states);
        return [.. none.Select(_ => 0.0), .. entropies.Select(Math.Exp)];
    }

    private double[] Near(Tensor states, int[] lengths, double tolerance, bool single)
    {
        if (lengths.Length == 0)
            return [];
        Tensor rows = states.narrow(0, 0, lengths[^1]);
        double[] entropies = lengths[^1] < FewestRows || rows.shape[1] == 0 ? Unknown(lengths) : Shifted(rows, lengths, tolerance, single);
        if (!entropies.Any(double.IsNaN) || (single && lengths[^1] >= FewestRows))
            return entropies;
        CheckFinite(rows);
        return [.. lengths.Select((length, j) => double.IsNaN(entropies[j]) ? DirectEntropies.OfRows(rows, length) : entropies[j])];
    }

    private static double[] Far(Tensor states, int[] lengths)
    {
        CheckFinite(states);
        return DirectEntropies.OfCovariance(states, lengths);
    }

    private static double[] Unknown(int[] lengths) => [.. lengths.Select(_ => double.NaN)];

    private double[] Shifted(Tensor rows, int[] lengths, double tolerance, bool single)
    {
        if (rows.device_type != DeviceType.CPU)
        {
            var onDevice = new TensorDeterminants(rows, lengths);
            return onDevice.Scale > 0 ? PrefixEntropies.Measure(onDevice, tolerance) : Unknown(lengths);
        }

        return rows.dtype == ScalarType.Float64
            ? OnHost<double>(Read(rows, ref doubles), Mean<double>(rows), lengths, tolerance, single)
            : OnHost<float>(Read(rows, ref singles), Mean<float>(rows), lengths, tolerance, single);
    }

    private double[] OnHost<T>(ReadOnlySpan<T> rows, ReadOnlySpan<T> mean, int[] lengths, double tolerance, bool single)
        where T : unmanaged, INumberBase<T>
    {
        bool loaded = single ? fast.Load(rows, mean, lengths) : exact.Load(rows, mean, lengths);
        return loaded ? PrefixEntropies.Measure(single ? fast : exact, tolerance) : Unknown(lengths);
    }

    private static ReadOnlySpan<T> Read<T>(Tensor states, ref T[] memory)
        where T : unmanaged
    {
        int count = checked((int)states.numel());
        if (memory.Length < count)
            memory = GC.AllocateUninitializedArray<T>(count);
        Typed<T>(states).data<T>().CopyTo(memory.AsSpan(0, count));
        return memory.AsSpan(0, count);
    }

    private static T[] Mean<T>(Tensor states)
        where T : unmanaged => Typed<T>(Typed<T>(states).mean([0L], false)).data<T>().ToArray();

    private static Tensor Typed<T>(Tensor states) =>
        states.to(typeof(T) == typeof(float) ? ScalarType.Float32 : ScalarType.Float64).contiguous();

    private static void CheckFinite(Tensor states)
    {
        if (!states.isfinite().all().item<bool>())
            throw new NotFiniteNumberException();
    }
}
