using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// The inner loop of <see cref="PackedProduct"/> for weights of which the upper half is kept, 8 rows times a panel of 32 outputs:
/// a product of few rows waits for its weights, and these are half as many bytes.
/// </summary>
internal static class HalfProduct
{
    // The processor's own look ahead ends with each page of memory; ours, some pages ahead, takes a fifth off the time.
    private const int Ahead = 128 * PackedMatrix.PanelWidth;

    /// <summary>All sums at once, in registers of 512 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void EightRows(ref float x, int xStride, ref ushort w, int inputs, ref float bias, ref float y, int yStride)
    {
        ref float x0 = ref x, x1 = ref Unsafe.Add(ref x, xStride), x2 = ref Unsafe.Add(ref x, 2 * xStride);
        ref float x3 = ref Unsafe.Add(ref x, 3 * xStride), x4 = ref Unsafe.Add(ref x, 4 * xStride);
        ref float x5 = ref Unsafe.Add(ref x, 5 * xStride), x6 = ref Unsafe.Add(ref x, 6 * xStride);
        ref float x7 = ref Unsafe.Add(ref x, 7 * xStride);
        Vector512<float> a0 = Vector512.LoadUnsafe(ref bias), b0 = Vector512.LoadUnsafe(ref bias, (nuint)Vector512<float>.Count);
        Vector512<float> a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        Vector512<float> b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0, b6 = b0, b7 = b0;
        for (nint k = 0; k < inputs; k++)
        {
            FetchAhead(ref w);
            Vector512<ushort> both = Vector512.LoadUnsafe(ref w);
            w = ref Unsafe.Add(ref w, PackedMatrix.PanelWidth);
            Vector512<float> u = Vector512.ShiftLeft(Vector512.WidenLower(both), 16).AsSingle();
            Vector512<float> v = Vector512.ShiftLeft(Vector512.WidenUpper(both), 16).AsSingle();
            Vector512<float> s = Vector512.Create(Unsafe.Add(ref x0, k));
            a0 = Vector512.FusedMultiplyAdd(s, u, a0);
            b0 = Vector512.FusedMultiplyAdd(s, v, b0);
            s = Vector512.Create(Unsafe.Add(ref x1, k));
            a1 = Vector512.FusedMultiplyAdd(s, u, a1);
            b1 = Vector512.FusedMultiplyAdd(s, v, b1);
            s = Vector512.Create(Unsafe.Add(ref x2, k));
            a2 = Vector512.FusedMultiplyAdd(s, u, a2);
            b2 = Vector512.FusedMultiplyAdd(s, v, b2);
            s = Vector512.Create(Unsafe.Add(ref x3, k));
            a3 = Vector512.FusedMultiplyAdd(s, u, a3);
            b3 = Vector512.FusedMultiplyAdd(s, v, b3);
            s = Vector512.Create(Unsafe.Add(ref x4, k));
            a4 = Vector512.FusedMultiplyAdd(s, u, a4);
            b4 = Vector512.FusedMultiplyAdd(s, v, b4);
            s = Vector512.Create(Unsafe.Add(ref x5, k));
            a5 = Vector512.FusedMultiplyAdd(s, u, a5);
            b5 = Vector512.FusedMultiplyAdd(s, v, b5);
            s = Vector512.Create(Unsafe.Add(ref x6, k));
            a6 = Vector512.FusedMultiplyAdd(s, u, a6);
            b6 = Vector512.FusedMultiplyAdd(s, v, b6);
            s = Vector512.Create(Unsafe.Add(ref x7, k));
            a7 = Vector512.FusedMultiplyAdd(s, u, a7);
            b7 = Vector512.FusedMultiplyAdd(s, v, b7);
        }

        Store(a0, b0, ref y);
        Store(a1, b1, ref Unsafe.Add(ref y, yStride));
        Store(a2, b2, ref Unsafe.Add(ref y, 2 * yStride));
        Store(a3, b3, ref Unsafe.Add(ref y, 3 * yStride));
        Store(a4, b4, ref Unsafe.Add(ref y, 4 * yStride));
        Store(a5, b5, ref Unsafe.Add(ref y, 5 * yStride));
        Store(a6, b6, ref Unsafe.Add(ref y, 6 * yStride));
        Store(a7, b7, ref Unsafe.Add(ref y, 7 * yStride));
    }

    /// <summary>Asks for weights that come soon. Nothing is read: behind the end of the weights it does nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void FetchAhead(ref ushort w)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref w, Ahead)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector512<float> first, Vector512<float> second, ref float target)
    {
        first.StoreUnsafe(ref target);
        second.StoreUnsafe(ref target, (nuint)Vector512<float>.Count);
    }
}
