using System.Numerics;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The lower triangle of a symmetric or triangular matrix in panels of rows: what <see cref="PanelKernel{TLanes,T}"/> reads.</summary>
/// <remarks>Panel i holds the columns up to its own last row. The order is rounded up to whole panels.</remarks>
internal sealed class PanelMatrix<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private T[] values = [];

    /// <summary>The rows of a panel.</summary>
    public static int PanelRows => PanelKernel<TLanes, T>.Rows;

    /// <summary>The number of panels.</summary>
    public int Panels { get; private set; }

    /// <summary>The number of rows, those that fill the last panel included.</summary>
    public int Order => Panels * PanelRows;

    /// <summary>Makes room for a matrix; what was in it is undefined.</summary>
    public void Resize(int order)
    {
        Panels = (order + PanelRows - 1) / PanelRows;
        long length = (long)PanelRows * PanelRows * Panels * (Panels + 1) / 2;
        if (values.LongLength < length)
            values = GC.AllocateUninitializedArray<T>(checked((int)length));
    }

    /// <summary>Makes room for a matrix of zeros.</summary>
    public void Clear(int order)
    {
        Resize(order);
        values.AsSpan(0, PanelRows * Panels * PanelRows / 2 * (Panels + 1)).Clear();
    }

    /// <summary>Column <paramref name="column"/> of panel <paramref name="panel"/>: its rows, consecutive.</summary>
    public ref T Column(int panel, int column) => ref values[(PanelRows * panel * (panel + 1) / 2 + column) * PanelRows];

    /// <summary>Some columns of a panel.</summary>
    public Span<T> Columns(int panel, int first, int count) =>
        values.AsSpan((PanelRows * panel * (panel + 1) / 2 + first) * PanelRows, count * PanelRows);

    /// <summary>An element of the lower triangle.</summary>
    public ref T Element(int row, int column) => ref Columns(row / PanelRows, column, 1)[row % PanelRows];

    /// <summary>Adds a constant to the elements of the first rows and columns; what fills the last panel becomes the identity.</summary>
    public void Complete(int order, T constant)
    {
        TLanes added = TLanes.Broadcast(in constant, 0);
        for (int panel = 0; panel < Panels; panel++)
        {
            int count = (panel + 1) * PanelRows * PanelRows;
            ref T own = ref Column(panel, 0);
            for (int i = 0; i < count; i += TLanes.Count)
                (TLanes.Load(in own, i) + added).Store(ref own, i);
        }

        int first = (Panels - 1) * PanelRows;
        for (int r = order; r < Order; r++)
            for (int column = 0; column < Order; column++)
            {
                Element(r, column) = column == r ? T.One : T.Zero;
                if (column >= first)
                    Element(column, r) = Element(r, column);
            }
    }

    /// <summary>For each row, twice the sum of the elements left of the diagonal, plus the diagonal: their sums are those of the leading blocks.</summary>
    public double[] BorderSums(int order)
    {
        var sums = new double[Order];
        T[] rowSums = new T[PanelRows];
        for (int panel = 0; panel < Panels; panel++)
        {
            int first = panel * PanelRows, half = TLanes.Count;
            ref readonly T own = ref Column(panel, 0);
            TLanes s0 = TLanes.Zero, s1 = TLanes.Zero;
            for (int k = 0; k < first; k++)
            {
                s0 += TLanes.Load(in own, k * PanelRows);
                s1 += TLanes.Load(in own, k * PanelRows + half);
            }

            s0.Store(ref rowSums[0], 0);
            s1.Store(ref rowSums[0], half);
            for (int r = first; r < Math.Min(order, first + PanelRows); r++)
            {
                double sum = double.CreateTruncating(rowSums[r - first]);
                for (int k = first; k < r; k++)
                    sum += double.CreateTruncating(Element(r, k));
                sums[r] = 2 * sum + double.CreateTruncating(Element(r, r));
            }
        }

        return sums;
    }

    /// <summary>Adds the product of the symmetric matrix and a vector to a vector.</summary>
    public void MultiplyAdd(ReadOnlySpan<T> vector, Span<T> sum)
    {
        int rows = PanelRows, half = TLanes.Count;
        for (int panel = 0; panel < Panels; panel++)
        {
            int first = panel * rows;
            ref T own = ref Column(panel, 0), result = ref sum[first];
            ref readonly T upper = ref vector[first];
            TLanes v0 = TLanes.Load(in upper, 0), v1 = TLanes.Load(in upper, half), s0 = TLanes.Load(in result, 0), s1 = TLanes.Load(in result, half);
            for (int k = 0; k < first + rows; k++)
            {
                TLanes a0 = TLanes.Load(in own, k * rows), a1 = TLanes.Load(in own, k * rows + half), x = TLanes.Broadcast(in vector[k], 0);
                s0 = TLanes.MultiplyAdd(a0, x, s0);
                s1 = TLanes.MultiplyAdd(a1, x, s1);
                if (k < first)
                    sum[k] += TLanes.Sum(TLanes.MultiplyAdd(a0, v0, a1 * v1));
            }

            s0.Store(ref result, 0);
            s1.Store(ref result, half);
        }
    }
}
