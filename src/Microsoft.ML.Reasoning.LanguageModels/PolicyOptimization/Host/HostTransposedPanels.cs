namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Columns of some rows in panels of 32 rows, for products that sum over columns.</summary>
internal sealed class HostTransposedPanels(int size)
{
    private const int Width = PackedMatrix.PanelWidth;
    private float[] _panels = [];

    public void Pack(HostRows rows, HostSegment segment, int column)
    {
        int length = HostRows.Padded(segment.Length) * size;
        if (_panels.Length < length)
            _panels = new float[length];
        for (int i = 0; i < segment.Length; i++)
        {
            ReadOnlySpan<float> row = rows.Row(segment.Start + i).Slice(column, size);
            Span<float> panel = _panels.AsSpan(i / Width * Width * size + i % Width);
            for (int k = 0; k < row.Length; k++)
                panel[k * Width] = row[k];
        }
    }

    /// <summary>y (8 rows) = x (8 rows) times the first <paramref name="count"/> rows, in whole panels.</summary>
    public void Products(ref float x, int xStride, int count, ref float y, int yStride)
    {
        for (int first = 0; first < count; first += Width)
            HostProduct.Panel(ref x, xStride, ref _panels[first * size], size, ref System.Runtime.CompilerServices.Unsafe.Add(ref y, first), yStride, add: false);
    }
}
