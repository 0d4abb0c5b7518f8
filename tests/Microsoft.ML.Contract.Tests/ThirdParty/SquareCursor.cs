using Microsoft.ML.Data;

namespace Microsoft.ML.Contract.Tests;

public sealed class SquareCursor(SquareTransformer transformer, DataViewRowCursor input, DataViewSchema schema, HashSet<string> active) : DataViewRowCursor
{
    public override DataViewSchema Schema => schema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override bool MoveNext() => input.MoveNext();

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Name);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        => column.Name == "Square" ? (ValueGetter<TValue>)SquareRow.SquareOf(input, transformer) : input.GetGetter<TValue>(input.Schema[column.Index]);

    protected override void Dispose(bool disposing)
    {
        input.Dispose();
        base.Dispose(disposing);
    }
}
