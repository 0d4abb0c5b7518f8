using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A tensor allocated once, with a row for each sample and a column for each token, whose rows and columns are moved in place.</summary>
internal sealed class ColumnBuffer(Tensor storage, int columnDimension) : IDisposable
{
    /// <summary>The whole tensor; dimension 0 is the row.</summary>
    public Tensor Storage { get; private set; } = storage.DetachFromDisposeScope();

    /// <summary>How many columns there are.</summary>
    public int Columns => (int)Storage.shape[columnDimension];

    /// <summary>Some columns of some rows: a view.</summary>
    public Tensor View(int row, int rows, int column, int columns) =>
        Storage.narrow(0, row, rows).narrow(columnDimension, column, columns);

    /// <summary>Copies columns of one row of another buffer into several rows.</summary>
    public void Place(ColumnBuffer source, int sourceRow, int sourceColumn, int row, int rows, int column, int columns) =>
        View(row, rows, column, columns).copy_(source.View(sourceRow, 1, sourceColumn, columns));

    /// <summary>Overwrites columns of one row with those of another.</summary>
    public void MoveRow(int from, int to, int column, int columns) =>
        View(to, 1, column, columns).copy_(View(from, 1, column, columns));

    /// <summary>Moves columns of the first rows; the source and the target may overlap. Grows to <paramref name="capacity"/> columns if there are fewer.</summary>
    public void MoveColumns(int rows, int from, int to, int columns, int capacity)
    {
        if (capacity > Columns)
        {
            long[] shape = Storage.shape;
            shape[columnDimension] = capacity;
            // Zeros: what no token has written is masked, and a mask does not hide what is not a number.
            Tensor grown = zeros(shape, Storage.dtype, Storage.device).DetachFromDisposeScope();
            grown.narrow(0, 0, rows).narrow(columnDimension, to, columns).copy_(View(0, rows, from, columns));
            Storage.Dispose();
            Storage = grown;
        }
        else if (from != to && columns > 0)
        {
            View(0, rows, to, columns).copy_(View(0, rows, from, columns).clone());
        }
    }

    public void Dispose() => Storage.Dispose();
}
