using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The inner loop of <see cref="Tridiagonalisation"/>: four rows at a time, written out because registers have no index.</summary>
internal static class ReflectionPass
{
    private const int Rows = 4;

    /// <summary>Takes v w^T + w v^T off the leading block of a matrix and adds the block times x to y.</summary>
    /// <param name="origin">The first element of <see cref="SymmetricRows"/>.</param>
    /// <param name="count">The order of the block. All vectors go on to whole blocks of rows, x there with zeros.</param>
    /// <param name="v">A vector of the change.</param>
    /// <param name="w">The other one.</param>
    /// <param name="x">What is multiplied.</param>
    /// <param name="y">What is added to; behind the block it is undefined afterwards.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(ref double origin, int count, ref readonly double v, ref readonly double w, ref readonly double x, ref double y)
    {
        for (int i = 0; i < count; i += Rows)
        {
            nint before = i / SymmetricRows.Block * SymmetricRows.Block, stride = before + SymmetricRows.Block;
            ref double row0 = ref Unsafe.Add(ref origin, SymmetricRows.Offset(i));
            ref double row1 = ref Unsafe.Add(ref row0, stride);
            ref double row2 = ref Unsafe.Add(ref row1, stride);
            ref double row3 = ref Unsafe.Add(ref row2, stride);
            Vector512<double> v0 = Minus(in v, i), v1 = Minus(in v, i + 1), v2 = Minus(in v, i + 2), v3 = Minus(in v, i + 3);
            Vector512<double> w0 = Minus(in w, i), w1 = Minus(in w, i + 1), w2 = Minus(in w, i + 2), w3 = Minus(in w, i + 3);
            Vector512<double> x0 = -Minus(in x, i), x1 = -Minus(in x, i + 1), x2 = -Minus(in x, i + 2), x3 = -Minus(in x, i + 3);
            Vector512<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
            nint j = 0;
            for (; j < before; j += SymmetricRows.Block)
            {
                Vector512<double> vj = Load(in v, j), wj = Load(in w, j), xj = Load(in x, j);
                Vector512<double> a0 = Change(ref row0, j, v0, w0, vj, wj), a1 = Change(ref row1, j, v1, w1, vj, wj);
                Vector512<double> a2 = Change(ref row2, j, v2, w2, vj, wj), a3 = Change(ref row3, j, v3, w3, vj, wj);
                sum0 = Vector512.FusedMultiplyAdd(a0, xj, sum0);
                sum1 = Vector512.FusedMultiplyAdd(a1, xj, sum1);
                sum2 = Vector512.FusedMultiplyAdd(a2, xj, sum2);
                sum3 = Vector512.FusedMultiplyAdd(a3, xj, sum3);
                // What lies above the diagonal is the same numbers.
                Vector512<double> first = Vector512.FusedMultiplyAdd(a0, x0, Load(in y, j)), second = a2 * x2;
                first = Vector512.FusedMultiplyAdd(a1, x1, first);
                second = Vector512.FusedMultiplyAdd(a3, x3, second);
                (first + second).StoreUnsafe(ref y, (nuint)j);
            }

            Vector512<double> ownV = Load(in v, j), ownW = Load(in w, j), ownX = Load(in x, j);
            sum0 = Vector512.FusedMultiplyAdd(Change(ref row0, j, v0, w0, ownV, ownW), ownX, sum0);
            sum1 = Vector512.FusedMultiplyAdd(Change(ref row1, j, v1, w1, ownV, ownW), ownX, sum1);
            sum2 = Vector512.FusedMultiplyAdd(Change(ref row2, j, v2, w2, ownV, ownW), ownX, sum2);
            sum3 = Vector512.FusedMultiplyAdd(Change(ref row3, j, v3, w3, ownV, ownW), ownX, sum3);
            Unsafe.Add(ref y, i) += Vector512.Sum(sum0);
            Unsafe.Add(ref y, i + 1) += Vector512.Sum(sum1);
            Unsafe.Add(ref y, i + 2) += Vector512.Sum(sum2);
            Unsafe.Add(ref y, i + 3) += Vector512.Sum(sum3);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Load(ref readonly double source, nint offset) => Vector512.LoadUnsafe(in source, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Minus(ref readonly double source, nint offset) =>
        Vector512.Create(-Unsafe.Add(ref Unsafe.AsRef(in source), offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Change(
        ref double row, nint offset, Vector512<double> minusV, Vector512<double> minusW, Vector512<double> v, Vector512<double> w)
    {
        Vector512<double> changed = Vector512.FusedMultiplyAdd(minusV, w, Vector512.LoadUnsafe(ref row, (nuint)offset));
        changed = Vector512.FusedMultiplyAdd(minusW, v, changed);
        changed.StoreUnsafe(ref row, (nuint)offset);
        return changed;
    }
}
