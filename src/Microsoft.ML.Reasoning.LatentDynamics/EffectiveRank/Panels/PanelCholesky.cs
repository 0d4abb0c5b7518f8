using System.Numerics;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The Cholesky factor of a symmetric matrix plus a multiple of the identity, and solves with it.</summary>
internal sealed class PanelCholesky<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Columns that are finished together: large enough to read the finished ones seldom, small enough for their rows to stay in the cache.
    private const int BlockPanels = 4;

    // Columns that are summed together: the rows of one panel over these stay in the first cache.
    private const int Depth = 256;

    private const int Group = PanelKernel<TLanes, T>.Columns;

    private readonly PanelMatrix<TLanes, T> factor = new();
    private T[] triangles = [];
    private double[] pivots = [];

    /// <summary>The squares of the factor's diagonal: their logarithms sum to that of the determinant of every leading block.</summary>
    public ReadOnlySpan<double> Pivots => pivots.AsSpan(0, factor.Order);

    /// <summary>Factors matrix + shift I; false where that is not positive definite in this precision.</summary>
    public bool Factor(PanelMatrix<TLanes, T> matrix, double shift)
    {
        factor.Resize(matrix.Order);
        if (pivots.Length < matrix.Order)
            (pivots, triangles) = (new double[matrix.Order], new T[matrix.Order * Group]);
        for (int first = 0; first < matrix.Panels; first += BlockPanels)
            for (int panel = first; panel < matrix.Panels; panel++)
            {
                int end = Math.Min(first + BlockPanels, panel + 1);
                SubtractFinished(matrix, panel, first, end);
                if (!FinishBlock(panel, first, end, T.CreateChecked(shift)))
                    return false;
            }

        return true;
    }

    /// <summary>Solves L y = b in place.</summary>
    public void SolveForward(Span<T> b)
    {
        int rows = PanelMatrix<TLanes, T>.PanelRows, half = TLanes.Count;
        for (int panel = 0; panel < factor.Panels; panel++)
        {
            int first = panel * rows;
            ref readonly T own = ref factor.Column(panel, 0);
            TLanes s0 = TLanes.Load(in b[first], 0), s1 = TLanes.Load(in b[first], half);
            for (int k = 0; k < first; k++)
            {
                TLanes minus = -TLanes.Broadcast(in b[k], 0);
                s0 = TLanes.MultiplyAdd(TLanes.Load(in own, k * rows), minus, s0);
                s1 = TLanes.MultiplyAdd(TLanes.Load(in own, k * rows + half), minus, s1);
            }

            s0.Store(ref b[first], 0);
            s1.Store(ref b[first], half);
            for (int c = 0; c < rows; c++)
            {
                ReadOnlySpan<T> column = factor.Columns(panel, first + c, 1);
                T y = b[first + c] /= column[c];
                for (int r = c + 1; r < rows; r++)
                    b[first + r] -= y * column[r];
            }
        }
    }

    /// <summary>Solves L^T x = b in place.</summary>
    public void SolveBackward(Span<T> b)
    {
        int rows = PanelMatrix<TLanes, T>.PanelRows, half = TLanes.Count;
        for (int panel = factor.Panels - 1; panel >= 0; panel--)
        {
            int first = panel * rows;
            for (int c = rows - 1; c >= 0; c--)
            {
                ReadOnlySpan<T> column = factor.Columns(panel, first + c, 1);
                T sum = b[first + c];
                for (int r = c + 1; r < rows; r++)
                    sum -= b[first + r] * column[r];
                b[first + c] = sum / column[c];
            }

            ref readonly T own = ref factor.Column(panel, 0);
            TLanes x0 = TLanes.Load(in b[first], 0), x1 = TLanes.Load(in b[first], half);
            for (int k = 0; k < first; k++)
                b[k] -= TLanes.Sum(TLanes.MultiplyAdd(TLanes.Load(in own, k * rows), x0, TLanes.Load(in own, k * rows + half) * x1));
        }
    }

    /// <summary>The part of a panel in the block's columns, less what the columns before the block make of it.</summary>
    private void SubtractFinished(PanelMatrix<TLanes, T> matrix, int panel, int first, int end)
    {
        int rows = PanelMatrix<TLanes, T>.PanelRows, finished = first * rows;
        if (finished == 0)
            matrix.Columns(panel, 0, end * rows).CopyTo(factor.Columns(panel, 0, end * rows));
        for (int k = 0; k < finished; k += Depth)
            for (int column = first * rows; column < end * rows; column += Group)
                PanelKernel<TLanes, T>.Accumulate(
                    in factor.Column(panel, k), in factor.Columns(column / rows, k, 1)[column % rows], Math.Min(Depth, finished - k),
                    in (k == 0 ? matrix : factor).Column(panel, column), ref factor.Column(panel, column), subtract: true);
    }

    /// <summary>Finishes the part of a panel in the block's columns; the panels above are finished there.</summary>
    private bool FinishBlock(int panel, int first, int end, T shift)
    {
        int rows = PanelMatrix<TLanes, T>.PanelRows, begin = first * rows;
        for (int column = begin; column < end * rows; column += Group)
        {
            ref T target = ref factor.Column(panel, column);
            if (column > begin)
                PanelKernel<TLanes, T>.Accumulate(
                    in factor.Column(panel, begin), in factor.Columns(column / rows, begin, 1)[column % rows], column - begin,
                    in target, ref target, subtract: true);
            if (column / rows == panel && !FactorTriangle(panel, column, shift))
                return false;
            PanelKernel<TLanes, T>.Divide(ref target, in triangles[column * Group]);
        }

        return true;
    }

    /// <summary>Adds the shift to eight columns' own rows and factors these, into <see cref="triangles"/>.</summary>
    private bool FactorTriangle(int panel, int column, T shift)
    {
        int rows = PanelMatrix<TLanes, T>.PanelRows;
        Span<T> source = factor.Columns(panel, column, Group)[(column % rows)..];
        Span<T> triangle = triangles.AsSpan(column * Group, Group * Group);
        for (int c = 0; c < Group; c++)
        {
            source[c * rows + c] += shift;
            for (int r = c; r < Group; r++)
                triangle[c * Group + r] = source[c * rows + r];
        }

        for (int c = 0; c < Group; c++)
        {
            T pivot = triangle[c * Group + c];
            for (int k = 0; k < c; k++)
                pivot -= triangle[k * Group + c] * triangle[k * Group + c];
            if (!(pivot > T.Zero) || !T.IsFinite(pivot))
                return false;
            pivots[column + c] = double.CreateChecked(pivot);
            T reciprocal = T.One / T.Sqrt(pivot);
            triangle[c * Group + c] = reciprocal;
            for (int r = c + 1; r < Group; r++)
            {
                T sum = triangle[c * Group + r];
                for (int k = 0; k < c; k++)
                    sum -= triangle[k * Group + c] * triangle[k * Group + r];
                triangle[c * Group + r] = sum * reciprocal;
            }
        }

        return true;
    }
}
