using Microsoft.ML.Data;

namespace Microsoft.ML.Contract.Tests;

public sealed class SquareRow(SquareTransformer transformer, DataViewRow input, DataViewSchema schema) : DataViewRow
{
    public override DataViewSchema Schema => schema;

    public override long Position => input.Position;

    public override long Batch => input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => true;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        => column.Name == "Square" ? (ValueGetter<TValue>)SquareOf(input, transformer) : input.GetGetter<TValue>(input.Schema[column.Index]);

    internal static Delegate SquareOf(DataViewRow row, SquareTransformer transformer)
    {
        ValueGetter<int> getter = row.GetGetter<int>(row.Schema["Number"]);
        return (ValueGetter<int>)((ref int value) =>
        {
            getter(ref value);
            value *= value;
            transformer.Squares++;
            transformer.Positions.Add(row.Position);
        });
    }
}
