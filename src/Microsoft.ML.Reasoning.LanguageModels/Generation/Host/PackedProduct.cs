using System.Runtime.CompilerServices;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The inner loops of <see cref="PackedMatrix"/>: a block of 8 rows times a panel of 32 outputs.</summary>
internal static class PackedProduct
{
    /// <summary>All sums at once: 16 registers of 16 numbers, of the 32 that there are at this width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void EightRows<TLanes>(
        ref float x, int xStride, ref float w, int inputs, ref float bias, ref float y, int yStride, bool add)
        where TLanes : struct, ILanes<TLanes>
    {
        ref float x0 = ref x, x1 = ref Unsafe.Add(ref x, xStride), x2 = ref Unsafe.Add(ref x, 2 * xStride);
        ref float x3 = ref Unsafe.Add(ref x, 3 * xStride), x4 = ref Unsafe.Add(ref x, 4 * xStride);
        ref float x5 = ref Unsafe.Add(ref x, 5 * xStride), x6 = ref Unsafe.Add(ref x, 6 * xStride);
        ref float x7 = ref Unsafe.Add(ref x, 7 * xStride);
        TLanes a0 = TLanes.Load(ref bias, 0), b0 = TLanes.Load(ref bias, TLanes.Count);
        TLanes a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        TLanes b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0, b6 = b0, b7 = b0;
        for (nint k = 0; k < inputs; k++)
        {
            TLanes u = TLanes.Load(ref w, 0), v = TLanes.Load(ref w, TLanes.Count);
            w = ref Unsafe.Add(ref w, PackedMatrix.PanelWidth);
            TLanes s = TLanes.Broadcast(Unsafe.Add(ref x0, k));
            a0 = TLanes.MultiplyAdd(s, u, a0);
            b0 = TLanes.MultiplyAdd(s, v, b0);
            s = TLanes.Broadcast(Unsafe.Add(ref x1, k));
            a1 = TLanes.MultiplyAdd(s, u, a1);
            b1 = TLanes.MultiplyAdd(s, v, b1);
            s = TLanes.Broadcast(Unsafe.Add(ref x2, k));
            a2 = TLanes.MultiplyAdd(s, u, a2);
            b2 = TLanes.MultiplyAdd(s, v, b2);
            s = TLanes.Broadcast(Unsafe.Add(ref x3, k));
            a3 = TLanes.MultiplyAdd(s, u, a3);
            b3 = TLanes.MultiplyAdd(s, v, b3);
            s = TLanes.Broadcast(Unsafe.Add(ref x4, k));
            a4 = TLanes.MultiplyAdd(s, u, a4);
            b4 = TLanes.MultiplyAdd(s, v, b4);
            s = TLanes.Broadcast(Unsafe.Add(ref x5, k));
            a5 = TLanes.MultiplyAdd(s, u, a5);
            b5 = TLanes.MultiplyAdd(s, v, b5);
            s = TLanes.Broadcast(Unsafe.Add(ref x6, k));
            a6 = TLanes.MultiplyAdd(s, u, a6);
            b6 = TLanes.MultiplyAdd(s, v, b6);
            s = TLanes.Broadcast(Unsafe.Add(ref x7, k));
            a7 = TLanes.MultiplyAdd(s, u, a7);
            b7 = TLanes.MultiplyAdd(s, v, b7);
        }

        Store(a0, b0, ref y, add);
        Store(a1, b1, ref Unsafe.Add(ref y, yStride), add);
        Store(a2, b2, ref Unsafe.Add(ref y, 2 * yStride), add);
        Store(a3, b3, ref Unsafe.Add(ref y, 3 * yStride), add);
        Store(a4, b4, ref Unsafe.Add(ref y, 4 * yStride), add);
        Store(a5, b5, ref Unsafe.Add(ref y, 5 * yStride), add);
        Store(a6, b6, ref Unsafe.Add(ref y, 6 * yStride), add);
        Store(a7, b7, ref Unsafe.Add(ref y, 7 * yStride), add);
    }

    /// <summary>The same for registers of half the width: 4 rows times 16 outputs at a time.</summary>
    public static void FourByFour<TLanes>(
        ref float x, int xStride, ref float w, int inputs, ref float bias, ref float y, int yStride, bool add)
        where TLanes : struct, ILanes<TLanes>
    {
        for (int column = 0; column < PackedMatrix.PanelWidth; column += 2 * TLanes.Count)
            for (int row = 0; row < PackedMatrix.BlockRows; row += 4)
                FourRows<TLanes>(
                    ref Unsafe.Add(ref x, row * xStride), xStride, ref Unsafe.Add(ref w, column), inputs,
                    ref Unsafe.Add(ref bias, column), ref Unsafe.Add(ref y, row * yStride + column), yStride, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows<TLanes>(
        ref float x, int xStride, ref float w, int inputs, ref float bias, ref float y, int yStride, bool add)
        where TLanes : struct, ILanes<TLanes>
    {
        ref float x0 = ref x, x1 = ref Unsafe.Add(ref x, xStride), x2 = ref Unsafe.Add(ref x, 2 * xStride);
        ref float x3 = ref Unsafe.Add(ref x, 3 * xStride);
        TLanes a0 = TLanes.Load(ref bias, 0), b0 = TLanes.Load(ref bias, TLanes.Count);
        TLanes a1 = a0, a2 = a0, a3 = a0, b1 = b0, b2 = b0, b3 = b0;
        for (nint k = 0; k < inputs; k++)
        {
            TLanes u = TLanes.Load(ref w, 0), v = TLanes.Load(ref w, TLanes.Count);
            w = ref Unsafe.Add(ref w, PackedMatrix.PanelWidth);
            TLanes s = TLanes.Broadcast(Unsafe.Add(ref x0, k));
            a0 = TLanes.MultiplyAdd(s, u, a0);
            b0 = TLanes.MultiplyAdd(s, v, b0);
            s = TLanes.Broadcast(Unsafe.Add(ref x1, k));
            a1 = TLanes.MultiplyAdd(s, u, a1);
            b1 = TLanes.MultiplyAdd(s, v, b1);
            s = TLanes.Broadcast(Unsafe.Add(ref x2, k));
            a2 = TLanes.MultiplyAdd(s, u, a2);
            b2 = TLanes.MultiplyAdd(s, v, b2);
            s = TLanes.Broadcast(Unsafe.Add(ref x3, k));
            a3 = TLanes.MultiplyAdd(s, u, a3);
            b3 = TLanes.MultiplyAdd(s, v, b3);
        }

        Store(a0, b0, ref y, add);
        Store(a1, b1, ref Unsafe.Add(ref y, yStride), add);
        Store(a2, b2, ref Unsafe.Add(ref y, 2 * yStride), add);
        Store(a3, b3, ref Unsafe.Add(ref y, 3 * yStride), add);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TLanes>(TLanes first, TLanes second, ref float target, bool add)
        where TLanes : struct, ILanes<TLanes>
    {
        if (add)
        {
            first += TLanes.Load(ref target, 0);
            second += TLanes.Load(ref target, TLanes.Count);
        }

        first.Store(ref target, 0);
        second.Store(ref target, TLanes.Count);
    }
}
