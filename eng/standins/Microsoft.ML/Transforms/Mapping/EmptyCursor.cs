namespace Microsoft.ML.Data;

internal sealed class EmptyCursor(DataViewSchema schema, bool[] active) : RootCursor
{
    public override DataViewSchema Schema => schema;

    public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        => (ref TValue _) => throw new InvalidOperationException(GetterCast.NoRow);

    public override ValueGetter<DataViewRowId> GetIdGetter()
        => (ref DataViewRowId _) => throw new InvalidOperationException(GetterCast.NoRow);

    protected override bool MoveNextCore() => false;
}
