namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>An orthogonal similarity that brings a square matrix to upper Hessenberg form, by Householder reflections.</summary>
/// <remarks>Strides are those of <see cref="Products"/>, with zeros behind the last column.</remarks>
internal sealed class Hessenberg
{
    private readonly double[] _reflectors;
    private readonly double[] _scales;
    private readonly double[] _work;
    private readonly int _stride;

    /// <param name="capacity">The largest order.</param>
    public Hessenberg(int capacity)
    {
        _stride = Products.Stride(capacity);
        _reflectors = new double[capacity * _stride];
        _scales = new double[capacity];
        _work = new double[_stride];
    }

    /// <summary>Overwrites the matrix with its Hessenberg form.</summary>
    public void Reduce(Span<double> matrix, int stride, int order)
    {
        for (int k = 0; k < order - 2; k++)
        {
            Span<double> v = _reflectors.AsSpan(k * _stride, _stride);
            v.Clear();
            double tail = 0;
            for (int i = k + 1; i < order; i++)
            {
                v[i] = matrix[i * stride + k];
                if (i > k + 1)
                    tail += v[i] * v[i];
            }

            _scales[k] = 0;
            if (tail == 0)
                continue;
            double head = v[k + 1], norm = Math.Sqrt(head * head + tail), beta = head >= 0 ? -norm : norm;
            v[k + 1] = head - beta;
            _scales[k] = 2 / (v[k + 1] * v[k + 1] + tail);
            Reflect(matrix, stride, order, k, firstColumn: k);
            matrix[(k + 1) * stride + k] = beta;
            for (int i = k + 2; i < order; i++)
                matrix[i * stride + k] = 0;
        }
    }

    /// <summary>Overwrites a matrix X in the reduced coordinates with Q X Qᵀ.</summary>
    public void Restore(Span<double> matrix, int stride, int order)
    {
        for (int k = order - 3; k >= 0; k--)
            Reflect(matrix, stride, order, k, firstColumn: 0);
    }

    /// <summary>Overwrites a matrix X in the original coordinates with Qᵀ X Q.</summary>
    public void Apply(Span<double> matrix, int stride, int order)
    {
        for (int k = 0; k < order - 2; k++)
            Reflect(matrix, stride, order, k, firstColumn: 0);
    }

    /// <summary>P X P for the reflection with this number; columns before <paramref name="firstColumn"/> are known to stay.</summary>
    /// <remarks>One side after the other: the change of both at once cancels where rows are of very different size.</remarks>
    private void Reflect(Span<double> matrix, int stride, int order, int number, int firstColumn)
    {
        double scale = _scales[number];
        if (scale == 0)
            return;
        // Whole registers: v is zero before its first element and behind the matrix.
        int first = number + 1, width = Products.Stride(order), from = Aligned(firstColumn), start = Aligned(first);
        ReadOnlySpan<double> v = _reflectors.AsSpan(number * _stride, width), tail = v[start..];
        Span<double> w = _work.AsSpan(0, width - from);
        w.Clear();
        Products.AddRows(v[first..order], matrix[(first * stride + from)..], stride, w);
        for (int i = first; i < order; i++)
            Products.Add(-scale * v[i], w, matrix.Slice(i * stride + from, w.Length));
        for (int i = 0; i < order; i++)
        {
            Span<double> row = matrix.Slice(i * stride + start, tail.Length);
            Products.Add(-scale * Products.Dot(tail, row), tail, row);
        }
    }

    private static int Aligned(int column) => column / Products.Alignment * Products.Alignment;
}
