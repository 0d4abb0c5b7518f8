using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The two products that a gradient on the host consists of: of 8 rows and a packed panel, and of columns over many rows.</summary>
internal static class HostProduct
{
    private static readonly float[] s_zeros = new float[PackedMatrix.PanelWidth];

    /// <summary>y (8 rows of 32) = or += x (8 rows) times a panel, whose rows of 32 follow each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Panel(ref float x, int xStride, ref float panel, int inputs, ref float y, int yStride, bool add)
    {
        ref float zeros = ref s_zeros[0];
        if (Vector512.IsHardwareAccelerated)
            PackedProduct.EightRows<Lanes512>(ref x, xStride, ref panel, inputs, ref zeros, ref y, yStride, add);
        else
            PackedProduct.FourByFour<Lanes256>(ref x, xStride, ref panel, inputs, ref zeros, ref y, yStride, add);
    }

    /// <summary>y (8 rows of 32) += sum over <paramref name="count"/> rows of a (8 numbers) times b (32 numbers).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Outer(ref float a, int aStride, ref float b, int bStride, int count, ref float y, int yStride)
    {
        if (Vector512.IsHardwareAccelerated)
            Outer8<Lanes512>(ref a, aStride, ref b, bStride, count, ref y, yStride);
        else
            OuterFourByFour<Lanes256>(ref a, aStride, ref b, bStride, count, ref y, yStride);
    }

    /// <summary>The same for registers of half the width: 4 rows times 16 outputs at a time.</summary>
    public static void OuterFourByFour<TLanes>(ref float a, int aStride, ref float b, int bStride, int count, ref float y, int yStride)
        where TLanes : struct, ILanes<TLanes>
    {
        for (int column = 0; column < PackedMatrix.PanelWidth; column += 2 * TLanes.Count)
            for (int row = 0; row < PackedMatrix.BlockRows; row += 4)
                Outer4<TLanes>(
                    ref Unsafe.Add(ref a, row), aStride, ref Unsafe.Add(ref b, column), bStride, count,
                    ref Unsafe.Add(ref y, row * yStride + column), yStride);
    }

    /// <summary>All sums at once: 16 registers of 16 numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Outer8<TLanes>(ref float a, nint aStride, ref float b, nint bStride, int count, ref float y, int yStride)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default, a6 = default, a7 = default;
        TLanes b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default, b6 = default, b7 = default;
        for (int t = 0; t < count; t++)
        {
            TLanes u = TLanes.Load(ref b, 0), v = TLanes.Load(ref b, TLanes.Count);
            TLanes s = TLanes.Broadcast(a);
            a0 = TLanes.MultiplyAdd(s, u, a0);
            b0 = TLanes.MultiplyAdd(s, v, b0);
            s = TLanes.Broadcast(Unsafe.Add(ref a, 1));
            a1 = TLanes.MultiplyAdd(s, u, a1);
            b1 = TLanes.MultiplyAdd(s, v, b1);
            s = TLanes.Broadcast(Unsafe.Add(ref a, 2));
            a2 = TLanes.MultiplyAdd(s, u, a2);
            b2 = TLanes.MultiplyAdd(s, v, b2);
            s = TLanes.Broadcast(Unsafe.Add(ref a, 3));
            a3 = TLanes.MultiplyAdd(s, u, a3);
            b3 = TLanes.MultiplyAdd(s, v, b3);
            s = TLanes.Broadcast(Unsafe.Add(ref a, 4));
            a4 = TLanes.MultiplyAdd(s, u, a4);
            b4 = TLanes.MultiplyAdd(s, v, b4);
            s = TLanes.Broadcast(Unsafe.Add(ref a, 5));
            a5 = TLanes.MultiplyAdd(s, u, a5);
            b5 = TLanes.MultiplyAdd(s, v, b5);
            s = TLanes.Broadcast(Unsafe.Add(ref a, 6));
            a6 = TLanes.MultiplyAdd(s, u, a6);
            b6 = TLanes.MultiplyAdd(s, v, b6);
            s = TLanes.Broadcast(Unsafe.Add(ref a, 7));
            a7 = TLanes.MultiplyAdd(s, u, a7);
            b7 = TLanes.MultiplyAdd(s, v, b7);
            a = ref Unsafe.Add(ref a, aStride);
            b = ref Unsafe.Add(ref b, bStride);
        }

        Add(a0, b0, ref y);
        Add(a1, b1, ref Unsafe.Add(ref y, yStride));
        Add(a2, b2, ref Unsafe.Add(ref y, 2 * yStride));
        Add(a3, b3, ref Unsafe.Add(ref y, 3 * yStride));
        Add(a4, b4, ref Unsafe.Add(ref y, 4 * yStride));
        Add(a5, b5, ref Unsafe.Add(ref y, 5 * yStride));
        Add(a6, b6, ref Unsafe.Add(ref y, 6 * yStride));
        Add(a7, b7, ref Unsafe.Add(ref y, 7 * yStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Outer4<TLanes>(ref float a, nint aStride, ref float b, nint bStride, int count, ref float y, int yStride)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes a0 = default, a1 = default, a2 = default, a3 = default, b0 = default, b1 = default, b2 = default, b3 = default;
        for (int t = 0; t < count; t++)
        {
            TLanes u = TLanes.Load(ref b, 0), v = TLanes.Load(ref b, TLanes.Count);
            TLanes s = TLanes.Broadcast(a);
            a0 = TLanes.MultiplyAdd(s, u, a0);
            b0 = TLanes.MultiplyAdd(s, v, b0);
            s = TLanes.Broadcast(Unsafe.Add(ref a, 1));
            a1 = TLanes.MultiplyAdd(s, u, a1);
            b1 = TLanes.MultiplyAdd(s, v, b1);
            s = TLanes.Broadcast(Unsafe.Add(ref a, 2));
            a2 = TLanes.MultiplyAdd(s, u, a2);
            b2 = TLanes.MultiplyAdd(s, v, b2);
            s = TLanes.Broadcast(Unsafe.Add(ref a, 3));
            a3 = TLanes.MultiplyAdd(s, u, a3);
            b3 = TLanes.MultiplyAdd(s, v, b3);
            a = ref Unsafe.Add(ref a, aStride);
            b = ref Unsafe.Add(ref b, bStride);
        }

        Add(a0, b0, ref y);
        Add(a1, b1, ref Unsafe.Add(ref y, yStride));
        Add(a2, b2, ref Unsafe.Add(ref y, 2 * yStride));
        Add(a3, b3, ref Unsafe.Add(ref y, 3 * yStride));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TLanes>(TLanes first, TLanes second, ref float target)
        where TLanes : struct, ILanes<TLanes>
    {
        (first + TLanes.Load(ref target, 0)).Store(ref target, 0);
        (second + TLanes.Load(ref target, TLanes.Count)).Store(ref target, TLanes.Count);
    }
}
