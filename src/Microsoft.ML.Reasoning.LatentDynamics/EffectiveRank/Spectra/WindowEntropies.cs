using System.Numerics;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The entropy of the singular values of centred prefixes, prefix by prefix: each matrix of products becomes tridiagonal.</summary>
/// <remarks>
/// Prefixes with no more directions than features take the leading block of one matrix of inner products of rows, without the vector of
/// ones; longer ones a covariance that grows with them. So no eigenvalue is zero that need not be.
/// </remarks>
internal sealed class WindowEntropies
{
    // An eigenvalue's error as a part of the norm, from the rounding of products and reflections: many times what is seen.
    private const double Precision = 4 * 1.1e-16;

    // Sums of squares this small are those of rows that are all the same, or so small that the guards of the definition matter.
    private const double Nothing = 1e-16;

    private readonly RowPanels<DoubleLanes, double> rows = new();
    private readonly PanelMatrix<DoubleLanes, double> products = new();
    private readonly SymmetricRows all = new();
    private readonly SymmetricRows window = new();
    private readonly Tridiagonalisation tridiagonal = new();

    /// <summary>Measures prefixes of at least two rows.</summary>
    /// <param name="states">The rows.</param>
    /// <param name="offset">A row near their mean.</param>
    /// <param name="lengths">The lengths of the prefixes, ascending.</param>
    /// <param name="tolerance">The largest error of an entropy that is accepted.</param>
    /// <returns>The entropies, NaN where the error may be larger, and the largest error of the others.</returns>
    public (double[] Entropies, double Error) Measure<T>(ReadOnlySpan<T> states, ReadOnlySpan<T> offset, int[] lengths, double tolerance)
        where T : unmanaged, INumberBase<T>
    {
        int width = offset.Length, wide = lengths.Count(length => length - 1 <= width);
        var measured = new List<(double Entropy, double Error)>();
        if (wide > 0)
        {
            int longest = lengths[wide - 1];
            rows.Fill(states, longest, offset);
            rows.Gram(products);
            all.Load(products, longest);
            foreach (int length in lengths.AsSpan(0, wide))
            {
                window.Load(all, length);
                measured.Add(Measure(withoutOnes: true, 0));
            }
        }

        if (wide < lengths.Length)
        {
            rows.FillColumns(states, lengths[^1], offset);
            products.Clear(width);
            var sum = new double[SymmetricRows.Padded(width)];
            int seen = 0;
            foreach (int length in lengths.AsSpan(wide))
            {
                rows.AddGram(products, seen, length);
                for (; seen < length; seen++)
                    for (int i = 0; i < width; i++)
                        sum[i] += double.CreateTruncating(states[seen * width + i]) - double.CreateTruncating(offset[i]);
                window.Load(products, width);
                window.Add(-1.0 / length, sum);
                measured.Add(Measure(withoutOnes: false, Products.Dot(sum, sum) / length));
            }
        }

        double[] entropies = [.. measured.Select(one => one.Error <= tolerance ? one.Entropy : double.NaN)];
        return (entropies, measured.Where(one => one.Error <= tolerance).Select(one => one.Error).DefaultIfEmpty(0).Max());
    }

    /// <summary>Measures the matrix in <see cref="window"/>.</summary>
    /// <param name="withoutOnes">Whether it still has to be centred.</param>
    /// <param name="mean">What centring took off it.</param>
    private (double Entropy, double Error) Measure(bool withoutOnes, double mean)
    {
        tridiagonal.Reduce(window, withoutOnes);
        double trace = 0;
        foreach (double value in tridiagonal.Diagonal)
            trace += value;
        // Elements are wrong independently of each other, so their errors' norm is small beside their sum.
        double outside = trace / Math.Sqrt(tridiagonal.Order) + tridiagonal.Removed + mean;
        return trace > Nothing && double.IsFinite(trace)
            ? TridiagonalEntropy.Measure(tridiagonal.Diagonal, tridiagonal.Sides, Precision, outside)
            : (double.NaN, double.NaN);
    }
}
