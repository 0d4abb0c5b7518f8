using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

internal sealed class CacheCursor(DataViewSchema schema, bool[] active, CacheFill[] fills, CacheFill[] awaited, int[] order) : RootCursor
{
    public override DataViewSchema Schema => schema;

    public override bool IsColumnActive(DataViewSchema.Column column)
    {
        Check.Param(column.Index < active.Length, nameof(column), $"The column {column} is not part of the schema");
        return active[column.Index];
    }

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Check.Param(IsColumnActive(column), nameof(column), $"The column '{column.Name}' is not active");
        Check.State(column.Type.RawType == typeof(TValue), $"Column '{column.Name}' of type {column.Type} has no values of type '{typeof(TValue)}'");
        CacheFill fill = fills[column.Index];
        int index = column.Index;
        return (ref TValue value) => fill.Fetch(index, Row, ref value);
    }

    public override ValueGetter<DataViewRowId> GetIdGetter()
        => (ref DataViewRowId value) => value = new DataViewRowId((ulong)Row, 0);

    protected override bool MoveNextCore()
    {
        int next = (int)Position + 1;
        if (order != null && next >= order.Length)
            return false;
        int row = order == null ? next : order[next];
        return awaited.All(fill => fill.WaitFor(row));
    }

    private int Row
    {
        get
        {
            Check.State(HasRow, GetterCast.NoRow);
            return order == null ? (int)Position : order[Position];
        }
    }
}
