namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The smallest and the largest eigenvalue of a symmetric matrix: Householder tridiagonalisation, then bisection.</summary>
internal static class SymmetricExtremes
{
    /// <summary>Overwrites the matrix, which is stored in full; the work space is four times its order at least.</summary>
    public static (double Smallest, double Largest) Compute(Span<double> a, int stride, int order, Span<double> work)
    {
        Span<double> diagonal = work[..order], squares = work.Slice(order, order);
        Tridiagonalise(a, stride, order, diagonal, squares, work.Slice(2 * order, order), work.Slice(3 * order, order));
        double low = double.PositiveInfinity, high = double.NegativeInfinity, before = 0;
        for (int i = 0; i < order; i++)
        {
            double next = i < order - 1 ? Math.Sqrt(squares[i]) : 0;
            low = Math.Min(low, diagonal[i] - before - next);
            high = Math.Max(high, diagonal[i] + before + next);
            before = next;
        }

        double tiny = Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-17;
        (double smallLow, double smallHigh, double largeLow, double largeHigh) = (low, high, low, high);
        for (int step = 0; step < 80; step++)
        {
            double small = (smallLow + smallHigh) / 2, large = (largeLow + largeHigh) / 2;
            bool open = (small > smallLow && small < smallHigh) || (large > largeLow && large < largeHigh);
            if (!open)
                break;
            (int below, int belowLarge) = Count(diagonal, squares, small, large, tiny);
            (smallLow, smallHigh) = below >= 1 ? (smallLow, small) : (small, smallHigh);
            (largeLow, largeHigh) = belowLarge >= order ? (largeLow, large) : (large, largeHigh);
        }

        return (smallHigh, largeHigh);
    }

    /// <summary>How many eigenvalues lie below each of two numbers (Sturm sequences, in step because each waits for its divisions).</summary>
    private static (int, int) Count(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> squares, double first, double second, double tiny)
    {
        int below = 0, belowSecond = 0;
        double p = 1, q = 1, square = 0;
        for (int i = 0; i < diagonal.Length; i++)
        {
            p = diagonal[i] - first - square / p;
            q = diagonal[i] - second - square / q;
            p = Math.Abs(p) < tiny || p == 0 ? -tiny - double.Epsilon : p;
            q = Math.Abs(q) < tiny || q == 0 ? -tiny - double.Epsilon : q;
            below += p < 0 ? 1 : 0;
            belowSecond += q < 0 ? 1 : 0;
            square = squares[i];
        }

        return (below, belowSecond);
    }

    private static void Tridiagonalise(
        Span<double> a, int stride, int order, Span<double> diagonal, Span<double> squares, Span<double> v, Span<double> w)
    {
        for (int k = 0; k < order; k++)
        {
            diagonal[k] = a[k * stride + k];
            int first = k + 1, count = order - first;
            if (count == 0)
            {
                squares[k] = 0;
                break;
            }

            Span<double> x = v[..count], y = w[..count];
            a.Slice(k * stride + first, count).CopyTo(x); // The row is the column.
            double tail = Products.Dot(x[1..], x[1..]), head = x[0];
            squares[k] = head * head + tail;
            if (tail == 0)
                continue;
            double norm = Math.Sqrt(squares[k]);
            x[0] = head + (head >= 0 ? norm : -norm);
            double scale = 2 / (x[0] * x[0] + tail);
            for (int i = 0; i < count; i++)
                y[i] = scale * Products.Dot(x, a.Slice((first + i) * stride + first, count));
            Products.Add(-scale / 2 * Products.Dot(x, y), x, y);
            for (int i = 0; i < count; i++)
            {
                Span<double> row = a.Slice((first + i) * stride + first, count);
                Products.Add(-x[i], y, -y[i], x, row);
            }
        }
    }
}
