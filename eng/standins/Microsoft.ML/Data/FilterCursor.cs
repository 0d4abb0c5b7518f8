using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

internal sealed class FilterCursor(DataViewRowCursor input, bool[] active, Func<bool> accepts) : RootCursor
{
    public override long Batch => input.Batch;

    public override DataViewSchema Schema => input.Schema;

    public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Check.State(IsColumnActive(column), $"The column '{column.Name}' is not active");
        return input.GetGetter<TValue>(column);
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => input.GetIdGetter();

    protected override bool MoveNextCore()
    {
        while (input.MoveNext())
        {
            if (accepts())
                return true;
        }
        return false;
    }

    protected override void Release() => input.Dispose();
}
