namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The keys and values that one group of heads has in a segment, packed both ways, and their gradients.</summary>
internal sealed class HostKeys(int size)
{
    private const int Block = PackedMatrix.BlockRows, Width = PackedMatrix.PanelWidth;
    private readonly int _padded = HostRows.Padded(size);
    private float[] _keyGradient = [];
    private float[] _valueGradient = [];

    /// <summary>How many keys.</summary>
    public int Count { get; private set; }

    /// <summary>The same in whole panels.</summary>
    public int Columns => HostRows.Padded(Count);

    /// <summary>For products of shares and keys.</summary>
    public HostPanels Keys { get; } = new(size);

    /// <summary>For products of shares and values.</summary>
    public HostPanels Values { get; } = new(size);

    /// <summary>For products of queries and keys.</summary>
    public HostTransposedPanels TransposedKeys { get; } = new(size);

    /// <summary>For products of gradients and values.</summary>
    public HostTransposedPanels TransposedValues { get; } = new(size);

    public void Pack(HostLayerRows rows, HostSegment segment, int keyColumn, int valueColumn, bool forGradient)
    {
        Count = segment.Length;
        TransposedKeys.Pack(rows.Turned, segment, keyColumn);
        if (!forGradient)
        {
            Values.Pack(rows.Projected, segment, valueColumn);
            return;
        }

        Keys.Pack(rows.Turned, segment, keyColumn);
        TransposedValues.Pack(rows.Projected, segment, valueColumn);
        int length = (Count + Block) * _padded;
        if (_keyGradient.Length < length)
        {
            _keyGradient = new float[length];
            _valueGradient = new float[length];
        }
        else
        {
            Array.Clear(_keyGradient, 0, length);
            Array.Clear(_valueGradient, 0, length);
        }
    }

    /// <summary>Adds the gradients that come from one head of a segment: slopes^T queries, shares^T mixed gradients.</summary>
    public void AddGradients(
        HostLayerRows rows, HostSegment segment, HostRows mixedGradient, int column, float[] shares, float[] slopes, int at, int stride, bool causal)
    {
        for (int part = 0; part < _padded; part += Width)
        {
            for (int key = 0; key < Count; key += Block)
            {
                // A key is seen by its own row and later ones only.
                int first = causal ? key : 0, count = segment.Length - first, row = segment.Start + first, place = first * stride + at + key;
                HostProduct.Outer(
                    ref slopes[place], stride, ref rows.Turned.Values[row * rows.Turned.Stride + column + part], rows.Turned.Stride, count,
                    ref _keyGradient[key * _padded + part], _padded);
                HostProduct.Outer(
                    ref shares[place], stride, ref mixedGradient.Values[row * mixedGradient.Stride + column + part], mixedGradient.Stride, count,
                    ref _valueGradient[key * _padded + part], _padded);
            }
        }
    }

    /// <summary>Writes the gradients where they belong.</summary>
    public void Unpack(HostSegment segment, HostRows turnedGradient, int keyColumn, HostRows projectedGradient, int valueColumn)
    {
        for (int i = 0; i < Count; i++)
        {
            _keyGradient.AsSpan(i * _padded, size).CopyTo(turnedGradient.Row(segment.Start + i)[keyColumn..]);
            _valueGradient.AsSpan(i * _padded, size).CopyTo(projectedGradient.Row(segment.Start + i)[valueColumn..]);
        }
    }
}
