using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>A reflection of two or three neighbouring rows and columns, as the double QR step applies them.</summary>
internal static class BulgeStep
{
    /// <summary>Rows k, k + 1 and (with <paramref name="three"/>) k + 2, columns k to <paramref name="last"/>.</summary>
    public static void Rows(Span<double> h, int stride, int k, int last, bool three, double x, double y, double z, double q, double r)
    {
        int count = last - k + 1, j = 0, lanes = Vector<double>.Count;
        ref double a = ref MemoryMarshal.GetReference(h.Slice(k * stride + k, count));
        ref double b = ref MemoryMarshal.GetReference(h.Slice((k + 1) * stride + k, count));
        ref double c = ref three ? ref MemoryMarshal.GetReference(h.Slice((k + 2) * stride + k, count)) : ref a;
        Vector<double> qs = new(q), rs = new(r), xs = new(-x), ys = new(-y), zs = new(-z);
        if (three)
        {
            for (; j <= count - lanes; j += lanes)
            {
                Vector<double> va = Vector.LoadUnsafe(ref a, (nuint)j), vb = Vector.LoadUnsafe(ref b, (nuint)j), vc = Vector.LoadUnsafe(ref c, (nuint)j);
                Vector<double> p = Vector.FusedMultiplyAdd(rs, vc, Vector.FusedMultiplyAdd(qs, vb, va));
                Vector.FusedMultiplyAdd(p, xs, va).StoreUnsafe(ref a, (nuint)j);
                Vector.FusedMultiplyAdd(p, ys, vb).StoreUnsafe(ref b, (nuint)j);
                Vector.FusedMultiplyAdd(p, zs, vc).StoreUnsafe(ref c, (nuint)j);
            }
            for (; j < count; j++)
            {
                double p = Unsafe.Add(ref a, j) + q * Unsafe.Add(ref b, j) + r * Unsafe.Add(ref c, j);
                Unsafe.Add(ref a, j) -= p * x;
                Unsafe.Add(ref b, j) -= p * y;
                Unsafe.Add(ref c, j) -= p * z;
            }
            return;
        }

        for (; j < count; j++)
        {
            double p = Unsafe.Add(ref a, j) + q * Unsafe.Add(ref b, j);
            Unsafe.Add(ref a, j) -= p * x;
            Unsafe.Add(ref b, j) -= p * y;
        }
    }

    /// <summary>Columns k, k + 1 and (with <paramref name="three"/>) k + 2, rows <paramref name="first"/> to <paramref name="last"/>.</summary>
    public static void Columns(
        Span<double> h, int stride, int k, int first, int last, bool three, double x, double y, double z, double q, double r)
    {
        ref double a = ref MemoryMarshal.GetReference(h.Slice(first * stride + k, (last - first) * stride + (three ? 3 : 2)));
        if (three)
        {
            for (int i = first; i <= last; i++, a = ref Unsafe.Add(ref a, stride))
            {
                double p = x * a + y * Unsafe.Add(ref a, 1) + z * Unsafe.Add(ref a, 2);
                a -= p;
                Unsafe.Add(ref a, 1) -= p * q;
                Unsafe.Add(ref a, 2) -= p * r;
            }
            return;
        }

        for (int i = first; i <= last; i++, a = ref Unsafe.Add(ref a, stride))
        {
            double p = x * a + y * Unsafe.Add(ref a, 1);
            a -= p;
            Unsafe.Add(ref a, 1) -= p * q;
        }
    }
}
