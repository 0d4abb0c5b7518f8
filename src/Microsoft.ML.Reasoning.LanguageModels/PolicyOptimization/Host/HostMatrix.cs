namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A weight matrix [outputs, inputs], packed for y = x W^T and for its way back.</summary>
internal sealed class HostMatrix
{
    // So many rows of a product over rows stay in the first cache while all outputs pass over them.
    private const int ChunkRows = 192;
    private readonly int _outputs;
    private readonly int _inputs;
    private readonly float[] _forward;
    private readonly float[] _backward;

    public HostMatrix(int offset, int outputs, int inputs)
    {
        (Offset, _outputs, _inputs) = (offset, outputs, inputs);
        _forward = new float[HostRows.Padded(outputs) * inputs];
        _backward = new float[HostRows.Padded(inputs) * outputs];
    }

    /// <summary>Where the matrix begins among all weights.</summary>
    public int Offset { get; }

    /// <summary>A gradient of this matrix: rows in whole blocks, columns in whole panels.</summary>
    public float[] NewGradient() => new float[HostRows.Padded(_outputs) * HostRows.Padded(_inputs)];

    /// <summary>Takes the weights over.</summary>
    public void Pack(ReadOnlySpan<float> all)
    {
        const int Width = PackedMatrix.PanelWidth;
        ReadOnlySpan<float> weights = all.Slice(Offset, _outputs * _inputs);
        for (int output = 0; output < _outputs; output++)
        {
            ReadOnlySpan<float> row = weights.Slice(output * _inputs, _inputs);
            Span<float> panel = _forward.AsSpan(output / Width * Width * _inputs + output % Width);
            for (int i = 0; i < row.Length; i++)
                panel[i * Width] = row[i];
            for (int first = 0; first < _inputs; first += Width)
                row[first..Math.Min(first + Width, _inputs)].CopyTo(_backward.AsSpan((first * _outputs) + output * Width));
        }
    }

    /// <summary>y = x W^T, or y += x W^T.</summary>
    public void Forward(HostRows x, HostRows y, int rows, bool add = false) => Multiply(_forward, _inputs, x, y, rows, add);

    /// <summary>x = y W: the gradient of the inputs, given that of the outputs.</summary>
    public void Backward(HostRows y, HostRows x, int rows) => Multiply(_backward, _outputs, y, x, rows, add: false);

    /// <summary>Adds y^T x: the gradient of the weights.</summary>
    public void AddGradient(HostRows y, HostRows x, int rows, float[] gradient)
    {
        const int Width = PackedMatrix.PanelWidth, Block = PackedMatrix.BlockRows;
        int stride = HostRows.Padded(_inputs);
        for (int first = 0; first < rows; first += ChunkRows)
        {
            int count = Math.Min(ChunkRows, rows - first);
            for (int column = 0; column < _inputs; column += Width)
                for (int output = 0; output < _outputs; output += Block)
                    HostProduct.Outer(
                        ref y.Values[first * y.Stride + output], y.Stride, ref x.Values[first * x.Stride + column], x.Stride, count,
                        ref gradient[output * stride + column], stride);
        }
    }

    /// <summary>Adds a gradient to all weights' and clears it.</summary>
    public void MoveGradient(float[] gradient, Span<float> all)
    {
        int stride = HostRows.Padded(_inputs);
        for (int output = 0; output < _outputs; output++)
            HostVectors.Add(gradient.AsSpan(output * stride, _inputs), all.Slice(Offset + output * _inputs, _inputs));
        Array.Clear(gradient);
    }

    private static void Multiply(float[] panels, int inputs, HostRows x, HostRows y, int rows, bool add)
    {
        const int Width = PackedMatrix.PanelWidth;
        for (int column = 0; column * inputs < panels.Length; column += Width)
            for (int row = 0; row < rows; row += PackedMatrix.BlockRows)
                HostProduct.Panel(ref x[row], x.Stride, ref panels[column * inputs], inputs, ref y.Values[row * y.Stride + column], y.Stride, add);
    }
}
