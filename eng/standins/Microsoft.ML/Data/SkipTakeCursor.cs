namespace Microsoft.ML.Data;

internal sealed class SkipTakeCursor(DataViewRowCursor input, bool[] active, long skip, long take) : RootCursor
{
    private long _toSkip = skip;
    private long _toTake = take;

    public override DataViewSchema Schema => input.Schema;

    public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) => input.GetGetter<TValue>(column);

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    protected override bool MoveNextCore()
    {
        // The row after the last one taken is never asked for.
        if (_toTake-- <= 0)
            return false;
        for (; _toSkip > 0; _toSkip--)
        {
            if (!input.MoveNext())
                return false;
        }
        return input.MoveNext();
    }

    protected override void Release() => input.Dispose();
}
