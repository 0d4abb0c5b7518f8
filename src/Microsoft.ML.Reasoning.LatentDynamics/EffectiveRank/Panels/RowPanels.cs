using System.Numerics;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>Rows less an offset, packed in panels, and the matrix of their inner products.</summary>
internal sealed class RowPanels<TLanes, T>
    where TLanes : struct, ILanes<TLanes, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Inner products over this many features at a time: the rows of one panel stay in the first cache.
    private const int Depth = 256;
    private const int BlockPanels = 16;

    // Features that are packed together: a cache line of the source.
    private const int Line = 16;

    private T[] values = [];
    private int rows;
    private int width;

    private static int PanelRows => PanelMatrix<TLanes, T>.PanelRows;

    /// <summary>Packs rows, each less the offset.</summary>
    public void Fill<TSource>(ReadOnlySpan<TSource> source, int rowCount, ReadOnlySpan<TSource> offset)
        where TSource : unmanaged, INumberBase<TSource>
    {
        Resize(rowCount, offset.Length);
        for (int panel = 0; panel * PanelRows < rows; panel++)
        {
            Span<T> target = Panel(panel);
            int count = Math.Min(PanelRows, rows - panel * PanelRows);
            for (int begin = 0; begin < width; begin += Line)
                for (int r = 0; r < count; r++)
                {
                    ReadOnlySpan<TSource> row = source.Slice((panel * PanelRows + r) * width + begin, Math.Min(Line, width - begin));
                    for (int k = 0; k < row.Length; k++)
                        target[(begin + k) * PanelRows + r] = T.CreateTruncating(row[k]) - T.CreateTruncating(offset[begin + k]);
                }
        }
    }

    /// <summary>Packs the columns of rows, each row less the offset: they become the rows here.</summary>
    public void FillColumns<TSource>(ReadOnlySpan<TSource> source, int rowCount, ReadOnlySpan<TSource> offset)
        where TSource : unmanaged, INumberBase<TSource>
    {
        Resize(offset.Length, rowCount);
        for (int panel = 0; panel * PanelRows < rows; panel++)
        {
            Span<T> target = Panel(panel);
            int first = panel * PanelRows, count = Math.Min(PanelRows, rows - first);
            for (int k = 0; k < width; k++)
                for (int r = 0; r < count; r++)
                    target[k * PanelRows + r] = T.CreateTruncating(source[k * rows + first + r]) - T.CreateTruncating(offset[first + r]);
        }
    }

    /// <summary>The inner products of all pairs of rows; the rows that fill the last panel are zero.</summary>
    public void Gram(PanelMatrix<TLanes, T> gram)
    {
        gram.Clear(rows);
        AddGram(gram, 0, width);
    }

    /// <summary>Adds the inner products over some of the features.</summary>
    public void AddGram(PanelMatrix<TLanes, T> gram, int from, int to)
    {
        for (int first = 0; first < gram.Panels; first += BlockPanels)
            for (int panel = first; panel < gram.Panels; panel++)
            {
                int begin = first * PanelRows, end = Math.Min(first + BlockPanels, panel + 1) * PanelRows;
                for (int k = from; k < to; k += Depth)
                    for (int column = begin; column < end; column += PanelKernel<TLanes, T>.Columns)
                        PanelKernel<TLanes, T>.Accumulate(
                            in values[(panel * width + k) * PanelRows], in values[(column / PanelRows * width + k) * PanelRows + column % PanelRows],
                            Math.Min(Depth, to - k), in gram.Column(panel, column), ref gram.Column(panel, column), subtract: false);
            }
    }

    private Span<T> Panel(int panel) => values.AsSpan(panel * PanelRows * width, PanelRows * width);

    private void Resize(int rowCount, int featureCount)
    {
        (rows, width) = (rowCount, featureCount);
        int panels = (rows + PanelRows - 1) / PanelRows;
        if (values.Length < panels * PanelRows * width)
            values = GC.AllocateUninitializedArray<T>(panels * PanelRows * width);
        if (rows % PanelRows != 0)
            Panel(panels - 1).Clear();
    }
}
