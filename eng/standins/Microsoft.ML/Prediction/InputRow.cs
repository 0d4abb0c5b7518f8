using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// One row object as a row; the next object makes it the next row.
internal sealed class InputRow<TRow>(RowClass rowClass) : DataViewRow
    where TRow : class
{
    private readonly Delegate[] _getters = new Delegate[rowClass.Columns.Count];
    private TRow _row;
    private long _position = -1;

    public override DataViewSchema Schema { get; } = rowClass.ToSchema();

    public override long Position => _position;

    public override long Batch => 0;

    public void Set(TRow row)
    {
        _row = row;
        _position++;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => true;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        _getters[column.Index] ??= RowReading<TRow>.Getter(rowClass.Columns[column.Index], Current);
        return _getters[column.Index].As<TValue>(column);
    }

    public override ValueGetter<DataViewRowId> GetIdGetter()
        => (ref DataViewRowId value) => value = new DataViewRowId((ulong)_position, 0);

    private TRow Current()
    {
        Check.State(_position >= 0, GetterCast.NoRow);
        return _row;
    }
}
