namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>
/// Thin singular value decomposition A = U S Wᵀ of the rows A [rows, columns], for the trajectories whose normal equations
/// would lose digits: Householder QR, then one-sided Jacobi rotations on the triangle.
/// </summary>
internal sealed class ThinSingularValues
{
    private const int MostSweeps = 60;
    private const double Epsilon = 1e-15;

    private ThinSingularValues(double[] values, double[][] left, double[][] right) => (Values, Left, Right) = (values, left, right);

    /// <summary>All min(rows, columns) singular values, the largest first.</summary>
    public double[] Values { get; }

    /// <summary>The left singular vectors, each of length rows. Those of zero values are zero.</summary>
    public double[][] Left { get; }

    /// <summary>The right singular vectors, each of length columns. Those of zero values are zero when there are fewer rows than columns.</summary>
    public double[][] Right { get; }

    public static ThinSingularValues Of(ReadOnlySpan<double> a, int stride, int rows, int columns)
    {
        bool tall = rows >= columns;
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        var vectors = new double[count][];
        for (int i = 0; i < count; i++)
        {
            vectors[i] = new double[length];
            for (int t = 0; t < length; t++)
                vectors[i][t] = tall ? a[t * stride + i] : a[i * stride + t];
        }

        var heads = new double[count];
        double[][] triangle = Factor(vectors, heads);
        double[][] rotations = Identity(count);
        Orthogonalise(triangle, rotations);
        double[] values = [.. triangle.Select(v => Math.Sqrt(Products.Dot(v, v)))];
        int[] order = [.. Enumerable.Range(0, count).OrderByDescending(i => values[i])];
        double[][] lifted = [.. order.Select(i => Lift(vectors, heads, triangle[i], values[i]))];
        double[][] small = [.. order.Select(i => rotations[i])];
        double[] sorted = [.. order.Select(i => values[i])];
        return tall ? new(sorted, lifted, small) : new(sorted, small, lifted);
    }

    /// <summary>Householder QR of the matrix with these columns: they become the reflectors; returns the columns of R.</summary>
    private static double[][] Factor(double[][] columns, double[] scales)
    {
        int count = columns.Length;
        var triangle = new double[count][];
        for (int k = 0; k < count; k++)
        {
            double[] column = columns[k];
            Span<double> v = column.AsSpan(k);
            double tail = Products.Dot(v[1..], v[1..]), head = v[0];
            double norm = Math.Sqrt(head * head + tail), beta = head >= 0 ? -norm : norm;
            triangle[k] = new double[count];
            column.AsSpan(0, k).CopyTo(triangle[k]);
            triangle[k][k] = norm == 0 ? 0 : beta;
            scales[k] = 0;
            if (norm == 0)
                continue;
            v[0] = head - beta;
            scales[k] = 2 / (v[0] * v[0] + tail);
            for (int j = k + 1; j < count; j++)
            {
                Span<double> other = columns[j].AsSpan(k);
                Products.Add(-scales[k] * Products.Dot(v, other), v, other);
            }
        }

        return triangle;
    }

    /// <summary>Rotates pairs of vectors until all are orthogonal, and the columns of <paramref name="rotations"/> with them.</summary>
    private static void Orthogonalise(double[][] vectors, double[][] rotations)
    {
        bool again = true;
        for (int sweep = 0; again && sweep < MostSweeps; sweep++)
        {
            again = false;
            for (int i = 0; i < vectors.Length - 1; i++)
                for (int j = i + 1; j < vectors.Length; j++)
                {
                    double[] x = vectors[i], y = vectors[j];
                    double a = Products.Dot(x, x), b = Products.Dot(y, y), c = Products.Dot(x, y);
                    if (c == 0 || Math.Abs(c) <= Epsilon * Math.Sqrt(a) * Math.Sqrt(b))
                        continue;
                    again = true;
                    double zeta = (b - a) / (2 * c);
                    double tangent = (zeta >= 0 ? 1 : -1) / (Math.Abs(zeta) + Math.Sqrt(1 + zeta * zeta));
                    double cosine = 1 / Math.Sqrt(1 + tangent * tangent), sine = cosine * tangent;
                    Rotate(x, y, cosine, sine);
                    Rotate(rotations[i], rotations[j], cosine, sine);
                }
        }
    }

    private static void Rotate(double[] x, double[] y, double cosine, double sine)
    {
        for (int k = 0; k < x.Length; k++)
            (x[k], y[k]) = (cosine * x[k] - sine * y[k], sine * x[k] + cosine * y[k]);
    }

    /// <summary>Q applied to a vector of the triangle's space, divided by its length.</summary>
    private static double[] Lift(double[][] reflectors, double[] scales, double[] vector, double value)
    {
        var lifted = new double[reflectors[0].Length];
        if (value == 0)
            return lifted;
        for (int i = 0; i < vector.Length; i++)
            lifted[i] = vector[i] / value;
        for (int k = vector.Length - 1; k >= 0; k--)
        {
            ReadOnlySpan<double> v = reflectors[k].AsSpan(k);
            Span<double> rest = lifted.AsSpan(k);
            Products.Add(-scales[k] * Products.Dot(v, rest), v, rest);
        }

        return lifted;
    }

    private static double[][] Identity(int order)
    {
        var rows = new double[order][];
        for (int i = 0; i < order; i++)
        {
            rows[i] = new double[order];
            rows[i][i] = 1;
        }
        return rows;
    }
}
