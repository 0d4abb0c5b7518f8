namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Rows of numbers, each padded to whole panels, with some rows to spare so that blocks of rows may be computed whole.</summary>
internal sealed class HostRows(int width)
{
    private const int Spare = 2 * PackedMatrix.BlockRows;

    /// <summary>The numbers from one row to the next.</summary>
    public int Stride { get; } = Padded(width);

    /// <summary>How many numbers of a row count.</summary>
    public int Width { get; } = width;

    /// <summary>The numbers.</summary>
    public float[] Values { get; private set; } = [];

    public ref float this[int row] => ref Values[row * Stride];

    /// <summary>Whole panels of 32.</summary>
    public static int Padded(int count) => (count + PackedMatrix.PanelWidth - 1) / PackedMatrix.PanelWidth * PackedMatrix.PanelWidth;

    /// <summary>Makes room; what was there is lost.</summary>
    public void Reserve(int rows)
    {
        int length = (rows + Spare) * Stride;
        if (Values.Length < length)
            Values = new float[length];
    }

    public ref float this[int row, int column] => ref Values[row * Stride + column];

    public Span<float> Row(int row) => Values.AsSpan(row * Stride, Width);

    public void Clear(int rows) => Values.AsSpan(0, rows * Stride).Clear();
}
