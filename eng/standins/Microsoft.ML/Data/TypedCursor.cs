using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

internal sealed class TypedCursor<TRow>(DataViewSchema schema, RowClass rowClass, bool[] active, IEnumerator<TRow> rows) : RootCursor
    where TRow : class
{
    private readonly Delegate[] _getters = new Delegate[schema.Count];
    private TRow _row;

    public override DataViewSchema Schema => schema;

    public override bool IsColumnActive(DataViewSchema.Column column)
    {
        Check.State(column.Index < active.Length, $"The column {column} is not part of the schema");
        return active[column.Index];
    }

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Check.Param(IsColumnActive(column), nameof(column), $"The column '{column.Name}' is not active");
        _getters[column.Index] ??= RowReading<TRow>.Getter(rowClass.Columns[column.Index], Current);
        return _getters[column.Index].As<TValue>(column);
    }

    public override ValueGetter<DataViewRowId> GetIdGetter()
        => (ref DataViewRowId value) =>
        {
            Check.State(HasRow, GetterCast.NoRow);
            value = new DataViewRowId((ulong)Position, 0);
        };

    protected override bool MoveNextCore()
    {
        _row = rows.MoveNext() ? rows.Current ?? throw new InvalidOperationException("Encountered null when iterating over data") : null;
        return _row != null;
    }

    private TRow Current()
    {
        Check.State(HasRow, GetterCast.NoRow);
        return _row;
    }
}
