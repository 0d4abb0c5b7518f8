namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>A small matrix of its own, where clearness counts more than allocation.</summary>
internal sealed class DenseMatrix(int rows, int columns)
{
    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public int Stride { get; } = Products.Stride(columns);

    public double[] Values { get; } = new double[Products.Stride(rows) * Products.Stride(columns)];

    public double this[int row, int column]
    {
        get => Values[row * Stride + column];
        set => Values[row * Stride + column] = value;
    }

    public static DenseMatrix operator *(DenseMatrix left, DenseMatrix right)
    {
        var result = new DenseMatrix(left.Rows, right.Columns);
        Products.Product(
            left.Values, left.Stride, right.Values, right.Stride, left.Rows, left.Columns, right.Columns, result.Values, result.Stride);
        return result;
    }

    public static DenseMatrix operator +(DenseMatrix left, DenseMatrix right) => left.Combine(right, 1);

    public static DenseMatrix operator -(DenseMatrix left, DenseMatrix right) => left.Combine(right, -1);

    /// <summary>thisᵀ other.</summary>
    public DenseMatrix TransposedTimes(DenseMatrix other)
    {
        var result = new DenseMatrix(Columns, other.Columns);
        Products.TransposedProduct(Values, Stride, Columns, other.Values, other.Stride, other.Columns, Rows, result.Values, result.Stride);
        return result;
    }

    public DenseMatrix Transposed()
    {
        var result = new DenseMatrix(Columns, Rows);
        Products.Transpose(Values, Stride, Rows, Columns, result.Values, result.Stride);
        return result;
    }

    /// <summary>Row i divided by divisors[i].</summary>
    public DenseMatrix DivideRows(ReadOnlySpan<double> divisors)
    {
        var result = new DenseMatrix(Rows, Columns);
        for (int i = 0; i < Rows; i++)
            for (int j = 0; j < Columns; j++)
                result[i, j] = this[i, j] / divisors[i];
        return result;
    }

    private DenseMatrix Combine(DenseMatrix other, double factor)
    {
        var result = new DenseMatrix(Rows, Columns);
        Values.CopyTo(result.Values, 0);
        Products.Add(factor, other.Values, result.Values);
        return result;
    }
}
