namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>Systems with a positive definite matrix and many right sides.</summary>
internal static class Cholesky
{
    /// <summary>Overwrites the lower triangle with L of A = L Lᵀ, its diagonal inverted; false if A is not positive definite.</summary>
    public static bool Factor(Span<double> a, int stride, int order)
    {
        for (int i = 0; i < order; i++)
        {
            Span<double> row = a.Slice(i * stride, i + 1);
            for (int j = 0; j < i; j++)
            {
                double rest = row[j] - Products.Dot(row[..j], a.Slice(j * stride, j));
                row[j] = rest * a[j * stride + j];
            }
            double pivot = row[i] - Products.Dot(row[..i], row[..i]);
            if (!(pivot > 0))
                return false;
            row[i] = 1 / Math.Sqrt(pivot);
        }

        return true;
    }

    /// <summary>Overwrites the right sides B [order, columns] with A⁻¹ B.</summary>
    public static void Solve(ReadOnlySpan<double> factor, int stride, int order, Span<double> b, int columns)
    {
        Span<double> factors = stackalloc double[order];
        for (int i = 0; i < order; i++)
        {
            Span<double> row = b.Slice(i * stride, columns);
            for (int j = 0; j < i; j++)
                factors[j] = -factor[i * stride + j];
            Products.AddRows(factors[..i], b, stride, row);
            Scale(row, factor[i * stride + i]);
        }

        for (int i = order - 1; i >= 0; i--)
        {
            Span<double> row = b.Slice(i * stride, columns);
            for (int j = i + 1; j < order; j++)
                factors[j] = -factor[j * stride + i];
            Products.AddRows(factors[(i + 1)..], b[((i + 1) * stride)..], stride, row);
            Scale(row, factor[i * stride + i]);
        }
    }

    private static void Scale(Span<double> row, double factor)
    {
        for (int i = 0; i < row.Length; i++)
            row[i] *= factor;
    }
}
