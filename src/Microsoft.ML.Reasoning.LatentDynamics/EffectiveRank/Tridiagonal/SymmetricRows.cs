using System.Runtime.Intrinsics;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The lower triangle of a symmetric matrix, row by row, each to the end of the square block on the diagonal.</summary>
/// <remarks>
/// Rows are whole registers, and those of a leading block are the first in memory whatever the order. The squares on the diagonal are
/// stored in full, and the last one is filled up with finite numbers that mean nothing.
/// </remarks>
internal sealed class SymmetricRows
{
    /// <summary>The order of the squares on the diagonal: the numbers of a register.</summary>
    public const int Block = 8;

    private const int PanelRows = 2 * Block;

    private double[] values = [];

    /// <summary>The number of rows.</summary>
    public int Order { get; private set; }

    /// <summary>The first element of the first row.</summary>
    public ref double Origin => ref values[0];

    /// <summary>A number of rows, filled up to whole blocks.</summary>
    public static int Padded(int rows) => (rows + Block - 1) / Block * Block;

    /// <summary>Where a row begins.</summary>
    public static int Offset(int row)
    {
        int block = row / Block;
        return Block * (block + 1) * (Block * block / 2 + row % Block);
    }

    /// <summary>A row up to the end of its square.</summary>
    public Span<double> Row(int row) => values.AsSpan(Offset(row), Padded(row + 1));

    /// <summary>Takes the elements of a matrix in panels.</summary>
    public void Load(PanelMatrix<DoubleLanes, double> source, int order)
    {
        Resize(order);
        for (int first = 0; first < Padded(order); first += Block)
            for (int column = 0; column <= first; column += Block)
            {
                ReadOnlySpan<double> panel = source.Columns(first / PanelRows, column, Block);
                for (int r = 0; r < Block; r++)
                {
                    Span<double> row = values.AsSpan(Offset(first + r) + column, Block);
                    for (int c = 0; c < row.Length; c++)
                        row[c] = panel[c * PanelRows + first % PanelRows + r];
                }
            }
    }

    /// <summary>Takes the leading block of another matrix.</summary>
    public void Load(SymmetricRows source, int order)
    {
        Resize(order);
        source.values.AsSpan(0, Offset(Padded(order))).CopyTo(values);
    }

    /// <summary>Adds factor vector vector^T; the vector is filled up with zeros.</summary>
    public void Add(double factor, ReadOnlySpan<double> vector)
    {
        for (int i = 0; i < Order; i++)
        {
            Span<double> row = Row(i);
            Vector512<double> multiple = Vector512.Create(factor * vector[i]);
            for (int j = 0; j < row.Length; j += Block)
                Vector512.FusedMultiplyAdd(multiple, Vector512.Create(vector[j..]), Vector512.Create<double>(row[j..])).CopyTo(row[j..]);
        }
    }

    private void Resize(int order)
    {
        Order = order;
        int length = Offset(Padded(order));
        if (values.Length < length)
            values = GC.AllocateUninitializedArray<double>(length);
    }
}
