using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What is found in one pass over the logits of a row.</summary>
internal static class HostReductions
{
    /// <summary>The greatest value; not a number where one of them is none.</summary>
    public static float Greatest(ReadOnlySpan<float> values) =>
        Vector512.IsHardwareAccelerated ? Greatest<Lanes512>(values) : Greatest<Lanes256>(values);

    /// <summary>The sum of exp((value - shift) * scale).</summary>
    public static double SumOfExponentials(ReadOnlySpan<float> values, float shift, float scale) => Vector512.IsHardwareAccelerated
        ? SumOfExponentials<Lanes512>(values, shift, scale)
        : SumOfExponentials<Lanes256>(values, shift, scale);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Greatest<TLanes>(ReadOnlySpan<float> values)
        where TLanes : struct, ILanes<TLanes>
    {
        int i = 0;
        TLanes greatest = TLanes.Broadcast(float.NegativeInfinity);
        for (; i + TLanes.Count <= values.Length; i += TLanes.Count)
            greatest = TLanes.Max(greatest, TLanes.Load(ref Unsafe.AsRef(in values[i]), 0));
        float best = TLanes.Greatest(greatest);
        foreach (float value in values[i..])
            best = MathF.Max(best, value);
        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double SumOfExponentials<TLanes>(ReadOnlySpan<float> values, float shift, float scale)
        where TLanes : struct, ILanes<TLanes>
    {
        const int Block = 256;
        TLanes start = TLanes.Broadcast(shift), factor = TLanes.Broadcast(scale);
        double total = 0;
        for (int i = 0; i < values.Length;)
        {
            // Blocks are summed in double precision: a vocabulary is long.
            int end = Math.Min(i + Block, values.Length);
            TLanes sum = default;
            for (; i + TLanes.Count <= end; i += TLanes.Count)
                sum += TLanes.Exp((TLanes.Load(ref Unsafe.AsRef(in values[i]), 0) - start) * factor);
            total += TLanes.Sum(sum);
            for (; i < end; i++)
                total += MathF.Exp((values[i] - shift) * scale);
        }

        return total;
    }
}
