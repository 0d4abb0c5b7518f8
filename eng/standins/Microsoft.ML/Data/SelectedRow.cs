namespace Microsoft.ML.Data;

internal sealed class SelectedRow(DataViewRow input, DataViewSchema schema, int[] sources) : WrappingRow(input)
{
    public override DataViewSchema Schema => schema;

    public override bool IsColumnActive(DataViewSchema.Column column) => true;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        => Input.GetGetter<TValue>(Input.Schema[sources[column.Index]]);
}
