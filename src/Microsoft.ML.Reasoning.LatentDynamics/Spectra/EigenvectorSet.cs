using System.Numerics;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>Eigenvectors as pairs of rows: the real parts, then the imaginary parts.</summary>
internal sealed class EigenvectorSet
{
    public EigenvectorSet(int capacity)
    {
        Stride = Products.Stride(capacity);
        Rows = new double[2 * capacity * Stride];
    }

    public int Stride { get; }

    public double[] Rows { get; }

    public Span<double> Real(int vector, int order) => Rows.AsSpan(2 * vector * Stride, order);

    public Span<double> Imaginary(int vector, int order) => Rows.AsSpan((2 * vector + 1) * Stride, order);

    /// <summary>Takes vectors that lie in the lanes of registers; one that is not finite becomes zero.</summary>
    public void Store(double[] real, double[] imaginary, int first, int count, int order, int lanes)
    {
        for (int l = 0; l < count; l++)
        {
            Span<double> re = Real(first + l, Stride), im = Imaginary(first + l, Stride);
            double sum = 0;
            for (int i = 0; i < order; i++)
            {
                (re[i], im[i]) = (real[i * lanes + l], imaginary[i * lanes + l]);
                sum += re[i] + im[i];
            }

            if (!double.IsFinite(sum))
            {
                re.Clear();
                im.Clear();
            }
            re[order..].Clear();
            im[order..].Clear();
        }
    }

    /// <summary>Σ a_k b_k, without conjugation.</summary>
    public static Complex Product(EigenvectorSet a, int i, EigenvectorSet b, int j, int order)
    {
        ReadOnlySpan<double> ar = a.Real(i, order), ai = a.Imaginary(i, order), br = b.Real(j, order), bi = b.Imaginary(j, order);
        return new(Products.Dot(ar, br) - Products.Dot(ai, bi), Products.Dot(ar, bi) + Products.Dot(ai, br));
    }

    /// <summary>Subtracts factor times vector j from vector i.</summary>
    public void Subtract(int i, Complex factor, int j, int order)
    {
        Products.Add(-factor.Real, Real(j, order), Real(i, order));
        Products.Add(factor.Imaginary, Imaginary(j, order), Real(i, order));
        Products.Add(-factor.Real, Imaginary(j, order), Imaginary(i, order));
        Products.Add(-factor.Imaginary, Real(j, order), Imaginary(i, order));
    }

    /// <summary>Multiplies vector i.</summary>
    public void Scale(int i, Complex factor, int order)
    {
        Span<double> re = Real(i, order), im = Imaginary(i, order);
        for (int k = 0; k < order; k++)
            (re[k], im[k]) = (re[k] * factor.Real - im[k] * factor.Imaginary, re[k] * factor.Imaginary + im[k] * factor.Real);
    }

    /// <summary>Negates the imaginary part of vector i.</summary>
    public void Conjugate(int i, int order)
    {
        foreach (ref double value in Imaginary(i, order))
            value = -value;
    }
}
