using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

internal sealed class MappedCursor(DataViewRowCursor input, AddedColumns columns, bool[] active, Delegate[] getters) : SynchronizedCursor(input)
{
    public override DataViewSchema Schema => columns.Schema;

    public override bool IsColumnActive(DataViewSchema.Column column)
    {
        Check.State(column.Index < active.Length, $"The column {column} is not part of the schema");
        return active[column.Index];
    }

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Check.State(IsColumnActive(column), $"The column '{column.Name}' is not active");
        int index = columns[column.Index];
        return index >= 0 ? Input.GetGetter<TValue>(Input.Schema[index]) : getters[~index].As<TValue>(column);
    }
}
