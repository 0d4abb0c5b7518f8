namespace Microsoft.ML.Data;

internal sealed class MappedRow(DataViewRow input, AddedColumns columns, Delegate[] getters) : WrappingRow(input)
{
    public override DataViewSchema Schema => columns.Schema;

    public override bool IsColumnActive(DataViewSchema.Column column)
        => columns[column.Index] is int index and >= 0 ? Input.IsColumnActive(Input.Schema[index]) : getters[~columns[column.Index]] != null;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        => columns[column.Index] is int index and >= 0 ? Input.GetGetter<TValue>(Input.Schema[index]) : getters[~columns[column.Index]].As<TValue>(column);
}
