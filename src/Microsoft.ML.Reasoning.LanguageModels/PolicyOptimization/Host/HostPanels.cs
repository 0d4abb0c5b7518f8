namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Columns of some rows in panels of 32 columns, for products that sum over rows.</summary>
internal sealed class HostPanels(int size)
{
    private const int Width = PackedMatrix.PanelWidth;
    private float[] _panels = [];
    private int _count;

    public void Pack(HostRows rows, HostSegment segment, int column)
    {
        _count = segment.Length;
        int length = _count * HostRows.Padded(size);
        if (_panels.Length < length)
            _panels = new float[length];
        for (int first = 0; first < size; first += Width)
            for (int i = 0; i < _count; i++)
                rows.Row(segment.Start + i).Slice(column + first, Math.Min(Width, size - first)).CopyTo(_panels.AsSpan(first * _count + i * Width));
    }

    /// <summary>y (8 rows) = or += x (8 rows of numbers for the first <paramref name="count"/> rows) times a panel.</summary>
    public void Product(ref float x, int xStride, int column, int count, ref float y, int yStride, bool add) =>
        HostProduct.Panel(ref x, xStride, ref _panels[column * _count], count, ref y, yStride, add);
}
