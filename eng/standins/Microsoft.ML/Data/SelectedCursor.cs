namespace Microsoft.ML.Data;

internal sealed class SelectedCursor(DataViewRowCursor input, DataViewSchema schema, int[] sources, bool[] active) : SynchronizedCursor(input)
{
    public override DataViewSchema Schema => schema;

    public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        => Input.GetGetter<TValue>(Input.Schema[sources[column.Index]]);
}
