using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>Products of small row-major matrices, four rows by two registers at a time.</summary>
/// <remarks>
/// Every row has a stride that is a multiple of <see cref="Alignment"/>, and what lies between the last column and the stride
/// is zero: the loops need no tails along a row.
/// </remarks>
internal static class Products
{
    /// <summary>Strides are multiples of this many numbers: two registers of 256 bits or more.</summary>
    public static int Alignment { get; } = Math.Max(8, 2 * Vector<double>.Count);

    public static int Stride(int columns) => (columns + Alignment - 1) / Alignment * Alignment;

    /// <summary>
    /// target = leftᵀ right, for left [rows, leftColumns] and right [rows, rightColumns]; the target's padding rows are written
    /// too. Of a symmetric product only the blocks on and above the diagonal are computed; the others are mirrored.
    /// </summary>
    public static void TransposedProduct(
        ReadOnlySpan<double> left, int leftStride, int leftColumns, ReadOnlySpan<double> right, int rightStride, int rightColumns,
        int rows, Span<double> target, int targetStride, bool symmetric = false)
    {
        int lanes = Vector<double>.Count, width = Stride(rightColumns), height = Stride(leftColumns);
        Check(left.Length, rows, leftStride, height);
        Check(right.Length, rows, rightStride, width);
        Check(target.Length, height, targetStride, width);
        ref double a = ref MemoryMarshal.GetReference(left);
        ref double b = ref MemoryMarshal.GetReference(right);
        ref double c = ref MemoryMarshal.GetReference(target);
        for (int i = 0; i < height; i += 4)
            for (int j = symmetric ? i / (2 * lanes) * 2 * lanes : 0; j < width; j += 2 * lanes)
            {
                Vector<double> c00 = default, c01 = default, c10 = default, c11 = default;
                Vector<double> c20 = default, c21 = default, c30 = default, c31 = default;
                ref double p = ref Unsafe.Add(ref a, i);
                ref double q = ref Unsafe.Add(ref b, j);
                for (int t = 0; t < rows; t++)
                {
                    Vector<double> q0 = Vector.LoadUnsafe(ref q), q1 = Vector.LoadUnsafe(ref q, (nuint)lanes);
                    var p0 = new Vector<double>(p);
                    c00 = Vector.FusedMultiplyAdd(p0, q0, c00);
                    c01 = Vector.FusedMultiplyAdd(p0, q1, c01);
                    var p1 = new Vector<double>(Unsafe.Add(ref p, 1));
                    c10 = Vector.FusedMultiplyAdd(p1, q0, c10);
                    c11 = Vector.FusedMultiplyAdd(p1, q1, c11);
                    var p2 = new Vector<double>(Unsafe.Add(ref p, 2));
                    c20 = Vector.FusedMultiplyAdd(p2, q0, c20);
                    c21 = Vector.FusedMultiplyAdd(p2, q1, c21);
                    var p3 = new Vector<double>(Unsafe.Add(ref p, 3));
                    c30 = Vector.FusedMultiplyAdd(p3, q0, c30);
                    c31 = Vector.FusedMultiplyAdd(p3, q1, c31);
                    p = ref Unsafe.Add(ref p, leftStride);
                    q = ref Unsafe.Add(ref q, rightStride);
                }

                Store(ref Unsafe.Add(ref c, i * targetStride + j), c00, c01);
                Store(ref Unsafe.Add(ref c, (i + 1) * targetStride + j), c10, c11);
                Store(ref Unsafe.Add(ref c, (i + 2) * targetStride + j), c20, c21);
                Store(ref Unsafe.Add(ref c, (i + 3) * targetStride + j), c30, c31);
            }

        if (symmetric)
            for (int i = 1; i < leftColumns; i++)
                for (int j = 0; j < i; j++)
                    target[i * targetStride + j] = target[j * targetStride + i];
    }

    /// <summary>target = left right, for left [rows, inner] and right [inner, columns].</summary>
    public static void Product(
        ReadOnlySpan<double> left, int leftStride, ReadOnlySpan<double> right, int rightStride, int rows, int inner, int columns,
        Span<double> target, int targetStride)
    {
        int lanes = Vector<double>.Count, width = Stride(columns);
        Check(left.Length, rows, leftStride, inner);
        Check(right.Length, inner, rightStride, width);
        Check(target.Length, rows, targetStride, width);
        ref double a = ref MemoryMarshal.GetReference(left);
        ref double b = ref MemoryMarshal.GetReference(right);
        ref double c = ref MemoryMarshal.GetReference(target);
        for (int i = 0; i < rows; i += 4)
        {
            // The last block is moved up so that it has four rows, or repeats its only rows: no second kernel.
            int first = Math.Max(0, Math.Min(i, rows - 4));
            nint row1 = Math.Min(first + 1, rows - 1), row2 = Math.Min(first + 2, rows - 1), row3 = Math.Min(first + 3, rows - 1);
            ref double p0 = ref Unsafe.Add(ref a, (nint)first * leftStride);
            ref double p1 = ref Unsafe.Add(ref a, row1 * leftStride);
            ref double p2 = ref Unsafe.Add(ref a, row2 * leftStride);
            ref double p3 = ref Unsafe.Add(ref a, row3 * leftStride);
            for (int j = 0; j < width; j += 2 * lanes)
            {
                Vector<double> c00 = default, c01 = default, c10 = default, c11 = default;
                Vector<double> c20 = default, c21 = default, c30 = default, c31 = default;
                ref double q = ref Unsafe.Add(ref b, j);
                for (int k = 0; k < inner; k++)
                {
                    Vector<double> q0 = Vector.LoadUnsafe(ref q), q1 = Vector.LoadUnsafe(ref q, (nuint)lanes);
                    var v0 = new Vector<double>(Unsafe.Add(ref p0, k));
                    c00 = Vector.FusedMultiplyAdd(v0, q0, c00);
                    c01 = Vector.FusedMultiplyAdd(v0, q1, c01);
                    var v1 = new Vector<double>(Unsafe.Add(ref p1, k));
                    c10 = Vector.FusedMultiplyAdd(v1, q0, c10);
                    c11 = Vector.FusedMultiplyAdd(v1, q1, c11);
                    var v2 = new Vector<double>(Unsafe.Add(ref p2, k));
                    c20 = Vector.FusedMultiplyAdd(v2, q0, c20);
                    c21 = Vector.FusedMultiplyAdd(v2, q1, c21);
                    var v3 = new Vector<double>(Unsafe.Add(ref p3, k));
                    c30 = Vector.FusedMultiplyAdd(v3, q0, c30);
                    c31 = Vector.FusedMultiplyAdd(v3, q1, c31);
                    q = ref Unsafe.Add(ref q, rightStride);
                }

                Store(ref Unsafe.Add(ref c, (nint)first * targetStride + j), c00, c01);
                Store(ref Unsafe.Add(ref c, row1 * targetStride + j), c10, c11);
                Store(ref Unsafe.Add(ref c, row2 * targetStride + j), c20, c21);
                Store(ref Unsafe.Add(ref c, row3 * targetStride + j), c30, c31);
            }
        }
    }

    /// <summary>target = sourceᵀ for source [rows, columns].</summary>
    public static void Transpose(ReadOnlySpan<double> source, int sourceStride, int rows, int columns, Span<double> target, int targetStride)
    {
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++)
                target[j * targetStride + i] = source[i * sourceStride + j];
    }

    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        ref double a = ref MemoryMarshal.GetReference(left);
        ref double b = ref MemoryMarshal.GetReference(right[..left.Length]);
        Vector<double> sum = default;
        int lanes = Vector<double>.Count, i = 0;
        for (; i <= left.Length - lanes; i += lanes)
            sum = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref a, (nuint)i), Vector.LoadUnsafe(ref b, (nuint)i), sum);
        double total = Vector.Sum(sum);
        for (; i < left.Length; i++)
            total += Unsafe.Add(ref a, i) * Unsafe.Add(ref b, i);
        return total;
    }

    /// <summary>target += factor * source.</summary>
    public static void Add(double factor, ReadOnlySpan<double> source, Span<double> target)
    {
        ref double a = ref MemoryMarshal.GetReference(source);
        ref double b = ref MemoryMarshal.GetReference(target[..source.Length]);
        var factors = new Vector<double>(factor);
        int lanes = Vector<double>.Count, i = 0;
        for (; i <= source.Length - lanes; i += lanes)
            Vector.FusedMultiplyAdd(factors, Vector.LoadUnsafe(ref a, (nuint)i), Vector.LoadUnsafe(ref b, (nuint)i)).StoreUnsafe(ref b, (nuint)i);
        for (; i < source.Length; i++)
            Unsafe.Add(ref b, i) += factor * Unsafe.Add(ref a, i);
    }

    /// <summary>target += first * one + second * other.</summary>
    public static void Add(double first, ReadOnlySpan<double> one, double second, ReadOnlySpan<double> other, Span<double> target)
    {
        ref double a = ref MemoryMarshal.GetReference(one);
        ref double b = ref MemoryMarshal.GetReference(other[..one.Length]);
        ref double c = ref MemoryMarshal.GetReference(target[..one.Length]);
        Vector<double> firsts = new(first), seconds = new(second);
        int lanes = Vector<double>.Count, i = 0;
        for (; i <= one.Length - lanes; i += lanes)
        {
            nuint at = (nuint)i;
            Vector<double> sum = Vector.FusedMultiplyAdd(firsts, Vector.LoadUnsafe(ref a, at), Vector.LoadUnsafe(ref c, at));
            Vector.FusedMultiplyAdd(seconds, Vector.LoadUnsafe(ref b, at), sum).StoreUnsafe(ref c, at);
        }
        for (; i < one.Length; i++)
            Unsafe.Add(ref c, i) += first * Unsafe.Add(ref a, i) + second * Unsafe.Add(ref b, i);
    }

    /// <summary>target += Σ factors[k] * row k, for rows of the target's length; four rows at a time.</summary>
    public static void AddRows(ReadOnlySpan<double> factors, ReadOnlySpan<double> rows, int stride, Span<double> target)
    {
        int lanes = Vector<double>.Count, k = 0;
        ref double to = ref MemoryMarshal.GetReference(target);
        for (; k <= factors.Length - 4; k += 4)
        {
            ref double a = ref MemoryMarshal.GetReference(rows.Slice(k * stride, 3 * stride + target.Length));
            ref double b = ref Unsafe.Add(ref a, stride);
            ref double c = ref Unsafe.Add(ref b, stride);
            ref double d = ref Unsafe.Add(ref c, stride);
            Vector<double> f0 = new(factors[k]), f1 = new(factors[k + 1]), f2 = new(factors[k + 2]), f3 = new(factors[k + 3]);
            int j = 0;
            for (; j <= target.Length - lanes; j += lanes)
            {
                nuint at = (nuint)j;
                Vector<double> first = Vector.FusedMultiplyAdd(f0, Vector.LoadUnsafe(ref a, at), Vector.LoadUnsafe(ref to, at));
                Vector<double> second = Vector.FusedMultiplyAdd(f2, Vector.LoadUnsafe(ref c, at), f3 * Vector.LoadUnsafe(ref d, at));
                (Vector.FusedMultiplyAdd(f1, Vector.LoadUnsafe(ref b, at), first) + second).StoreUnsafe(ref to, at);
            }
            for (; j < target.Length; j++)
                Unsafe.Add(ref to, j) += factors[k] * Unsafe.Add(ref a, j) + factors[k + 1] * Unsafe.Add(ref b, j)
                    + factors[k + 2] * Unsafe.Add(ref c, j) + factors[k + 3] * Unsafe.Add(ref d, j);
        }

        for (; k < factors.Length; k++)
            Add(factors[k], rows.Slice(k * stride, target.Length), target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref double target, Vector<double> first, Vector<double> second)
    {
        first.StoreUnsafe(ref target);
        second.StoreUnsafe(ref target, (nuint)Vector<double>.Count);
    }

    private static void Check(int length, int rows, int stride, int columns)
    {
        if (rows < 0 || (rows > 0 && length < (long)(rows - 1) * stride + columns))
            throw new ArgumentException("A matrix is smaller than the product needs.");
    }
}
