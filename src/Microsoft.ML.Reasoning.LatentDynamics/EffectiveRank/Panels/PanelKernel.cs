using System.Runtime.CompilerServices;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The inner loops of products and triangular solves over panels.</summary>
/// <remarks>
/// A panel holds two registers of rows, one column after the other. So the same memory serves as the left factor (registers) and, number by
/// number, as the right one, and nothing is ever packed anew. Written out because registers have no index.
/// </remarks>
internal static class PanelKernel<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged
{
    /// <summary>The columns of one call.</summary>
    public const int Columns = 8;

    /// <summary>The rows of a panel.</summary>
    public static int Rows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * TLanes.Count;
    }

    /// <summary>target = start + or - the sum over depth of rows[k] columns[k]^T, for a panel of rows and eight columns.</summary>
    /// <param name="rows">The panel of the rows, from the first summed column on.</param>
    /// <param name="columns">The panel of the columns, from the first summed column on and from the first of the eight.</param>
    /// <param name="depth">How many columns are summed.</param>
    /// <param name="start">What is added to; may be the target.</param>
    /// <param name="target">The eight columns of the panel that are written.</param>
    /// <param name="subtract">Whether the sum is taken off.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Accumulate(ref readonly T rows, ref readonly T columns, int depth, ref readonly T start, ref T target, bool subtract)
    {
        nint width = 2 * TLanes.Count, half = TLanes.Count;
        TLanes a0 = TLanes.Zero, a1 = TLanes.Zero, a2 = TLanes.Zero, a3 = TLanes.Zero, a4 = TLanes.Zero, a5 = TLanes.Zero, a6 = TLanes.Zero, a7 = TLanes.Zero;
        TLanes b0 = TLanes.Zero, b1 = TLanes.Zero, b2 = TLanes.Zero, b3 = TLanes.Zero, b4 = TLanes.Zero, b5 = TLanes.Zero, b6 = TLanes.Zero, b7 = TLanes.Zero;
        nint end = depth * width;
        for (nint k = 0; k < end; k += width)
        {
            TLanes upper = TLanes.Load(in rows, k), lower = TLanes.Load(in rows, k + half), column = TLanes.Broadcast(in columns, k);
            a0 = TLanes.MultiplyAdd(upper, column, a0);
            b0 = TLanes.MultiplyAdd(lower, column, b0);
            column = TLanes.Broadcast(in columns, k + 1);
            a1 = TLanes.MultiplyAdd(upper, column, a1);
            b1 = TLanes.MultiplyAdd(lower, column, b1);
            column = TLanes.Broadcast(in columns, k + 2);
            a2 = TLanes.MultiplyAdd(upper, column, a2);
            b2 = TLanes.MultiplyAdd(lower, column, b2);
            column = TLanes.Broadcast(in columns, k + 3);
            a3 = TLanes.MultiplyAdd(upper, column, a3);
            b3 = TLanes.MultiplyAdd(lower, column, b3);
            column = TLanes.Broadcast(in columns, k + 4);
            a4 = TLanes.MultiplyAdd(upper, column, a4);
            b4 = TLanes.MultiplyAdd(lower, column, b4);
            column = TLanes.Broadcast(in columns, k + 5);
            a5 = TLanes.MultiplyAdd(upper, column, a5);
            b5 = TLanes.MultiplyAdd(lower, column, b5);
            column = TLanes.Broadcast(in columns, k + 6);
            a6 = TLanes.MultiplyAdd(upper, column, a6);
            b6 = TLanes.MultiplyAdd(lower, column, b6);
            column = TLanes.Broadcast(in columns, k + 7);
            a7 = TLanes.MultiplyAdd(upper, column, a7);
            b7 = TLanes.MultiplyAdd(lower, column, b7);
        }

        if (subtract)
        {
            (a0, b0) = (-a0, -b0);
            (a1, b1) = (-a1, -b1);
            (a2, b2) = (-a2, -b2);
            (a3, b3) = (-a3, -b3);
            (a4, b4) = (-a4, -b4);
            (a5, b5) = (-a5, -b5);
            (a6, b6) = (-a6, -b6);
            (a7, b7) = (-a7, -b7);
        }

        (TLanes.Load(in start, 0 * width) + a0).Store(ref target, 0 * width);
        (TLanes.Load(in start, 0 * width + half) + b0).Store(ref target, 0 * width + half);
        (TLanes.Load(in start, 1 * width) + a1).Store(ref target, 1 * width);
        (TLanes.Load(in start, 1 * width + half) + b1).Store(ref target, 1 * width + half);
        (TLanes.Load(in start, 2 * width) + a2).Store(ref target, 2 * width);
        (TLanes.Load(in start, 2 * width + half) + b2).Store(ref target, 2 * width + half);
        (TLanes.Load(in start, 3 * width) + a3).Store(ref target, 3 * width);
        (TLanes.Load(in start, 3 * width + half) + b3).Store(ref target, 3 * width + half);
        (TLanes.Load(in start, 4 * width) + a4).Store(ref target, 4 * width);
        (TLanes.Load(in start, 4 * width + half) + b4).Store(ref target, 4 * width + half);
        (TLanes.Load(in start, 5 * width) + a5).Store(ref target, 5 * width);
        (TLanes.Load(in start, 5 * width + half) + b5).Store(ref target, 5 * width + half);
        (TLanes.Load(in start, 6 * width) + a6).Store(ref target, 6 * width);
        (TLanes.Load(in start, 6 * width + half) + b6).Store(ref target, 6 * width + half);
        (TLanes.Load(in start, 7 * width) + a7).Store(ref target, 7 * width);
        (TLanes.Load(in start, 7 * width + half) + b7).Store(ref target, 7 * width + half);
    }

    /// <summary>Divides eight columns of a panel by a lower triangle from the right: X L^T = B, in place.</summary>
    /// <param name="target">The eight columns.</param>
    /// <param name="triangle">L, column by column, with the reciprocals of its diagonal.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Divide(ref T target, ref readonly T triangle)
    {
        nint width = 2 * TLanes.Count, half = TLanes.Count;
        for (nint side = 0; side < width; side += half)
        {
            TLanes x0 = TLanes.Load(in target, 0 * width + side), x1 = TLanes.Load(in target, 1 * width + side), x2 = TLanes.Load(in target, 2 * width + side), x3 = TLanes.Load(in target, 3 * width + side);
            TLanes x4 = TLanes.Load(in target, 4 * width + side), x5 = TLanes.Load(in target, 5 * width + side), x6 = TLanes.Load(in target, 6 * width + side), x7 = TLanes.Load(in target, 7 * width + side);
            x0 *= TLanes.Broadcast(in triangle, 0);
            x0.Store(ref target, 0 * width + side);
            TLanes minus0 = -x0;
            x1 = TLanes.MultiplyAdd(minus0, TLanes.Broadcast(in triangle, 1), x1);
            x2 = TLanes.MultiplyAdd(minus0, TLanes.Broadcast(in triangle, 2), x2);
            x3 = TLanes.MultiplyAdd(minus0, TLanes.Broadcast(in triangle, 3), x3);
            x4 = TLanes.MultiplyAdd(minus0, TLanes.Broadcast(in triangle, 4), x4);
            x5 = TLanes.MultiplyAdd(minus0, TLanes.Broadcast(in triangle, 5), x5);
            x6 = TLanes.MultiplyAdd(minus0, TLanes.Broadcast(in triangle, 6), x6);
            x7 = TLanes.MultiplyAdd(minus0, TLanes.Broadcast(in triangle, 7), x7);
            x1 *= TLanes.Broadcast(in triangle, 9);
            x1.Store(ref target, 1 * width + side);
            TLanes minus1 = -x1;
            x2 = TLanes.MultiplyAdd(minus1, TLanes.Broadcast(in triangle, 10), x2);
            x3 = TLanes.MultiplyAdd(minus1, TLanes.Broadcast(in triangle, 11), x3);
            x4 = TLanes.MultiplyAdd(minus1, TLanes.Broadcast(in triangle, 12), x4);
            x5 = TLanes.MultiplyAdd(minus1, TLanes.Broadcast(in triangle, 13), x5);
            x6 = TLanes.MultiplyAdd(minus1, TLanes.Broadcast(in triangle, 14), x6);
            x7 = TLanes.MultiplyAdd(minus1, TLanes.Broadcast(in triangle, 15), x7);
            x2 *= TLanes.Broadcast(in triangle, 18);
            x2.Store(ref target, 2 * width + side);
            TLanes minus2 = -x2;
            x3 = TLanes.MultiplyAdd(minus2, TLanes.Broadcast(in triangle, 19), x3);
            x4 = TLanes.MultiplyAdd(minus2, TLanes.Broadcast(in triangle, 20), x4);
            x5 = TLanes.MultiplyAdd(minus2, TLanes.Broadcast(in triangle, 21), x5);
            x6 = TLanes.MultiplyAdd(minus2, TLanes.Broadcast(in triangle, 22), x6);
            x7 = TLanes.MultiplyAdd(minus2, TLanes.Broadcast(in triangle, 23), x7);
            x3 *= TLanes.Broadcast(in triangle, 27);
            x3.Store(ref target, 3 * width + side);
            TLanes minus3 = -x3;
            x4 = TLanes.MultiplyAdd(minus3, TLanes.Broadcast(in triangle, 28), x4);
            x5 = TLanes.MultiplyAdd(minus3, TLanes.Broadcast(in triangle, 29), x5);
            x6 = TLanes.MultiplyAdd(minus3, TLanes.Broadcast(in triangle, 30), x6);
            x7 = TLanes.MultiplyAdd(minus3, TLanes.Broadcast(in triangle, 31), x7);
            x4 *= TLanes.Broadcast(in triangle, 36);
            x4.Store(ref target, 4 * width + side);
            TLanes minus4 = -x4;
            x5 = TLanes.MultiplyAdd(minus4, TLanes.Broadcast(in triangle, 37), x5);
            x6 = TLanes.MultiplyAdd(minus4, TLanes.Broadcast(in triangle, 38), x6);
            x7 = TLanes.MultiplyAdd(minus4, TLanes.Broadcast(in triangle, 39), x7);
            x5 *= TLanes.Broadcast(in triangle, 45);
            x5.Store(ref target, 5 * width + side);
            TLanes minus5 = -x5;
            x6 = TLanes.MultiplyAdd(minus5, TLanes.Broadcast(in triangle, 46), x6);
            x7 = TLanes.MultiplyAdd(minus5, TLanes.Broadcast(in triangle, 47), x7);
            x6 *= TLanes.Broadcast(in triangle, 54);
            x6.Store(ref target, 6 * width + side);
            TLanes minus6 = -x6;
            x7 = TLanes.MultiplyAdd(minus6, TLanes.Broadcast(in triangle, 55), x7);
            x7 *= TLanes.Broadcast(in triangle, 63);
            x7.Store(ref target, 7 * width + side);
        }
    }
}
