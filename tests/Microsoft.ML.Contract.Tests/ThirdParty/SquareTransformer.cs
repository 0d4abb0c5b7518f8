using Microsoft.ML.Data;

namespace Microsoft.ML.Contract.Tests;

/// <summary>A row-to-row transformer of our own: adds "Square" behind the columns of the input. Counts its squares and its disposals.</summary>
public sealed class SquareTransformer(bool isRowToRow = true) : ITransformer, IDisposable
{
    public int Squares { get; set; }

    public int Disposals { get; private set; }

    public List<long> Positions { get; } = [];

    public bool IsRowToRowMapper => isRowToRow;

    public static DataViewSchema OutputOf(DataViewSchema? input)
    {
        var builder = new DataViewSchema.Builder();
        if (input != null)
            builder.AddColumns(input);
        builder.AddColumn("Square", NumberDataViewType.Int32);
        return builder.ToSchema();
    }

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        if (inputSchema.GetColumnOrNull("Number") is null)
            throw new ArgumentOutOfRangeException(nameof(inputSchema), "Column 'Number' is missing.");
        return OutputOf(inputSchema);
    }

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new SquareMapper(this, inputSchema);

    public IDataView Transform(IDataView input) => new SquareView(this, input);

    public void Save(ModelSaveContext ctx) => throw new NotSupportedException();

    public void Dispose() => Disposals++;
}
