using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// Row objects seen as a view.
internal sealed class TypedView<TRow> : IDataView
    where TRow : class
{
    private readonly IEnumerable<TRow> _data;
    private readonly RowClass _rowClass;

    public TypedView(IEnumerable<TRow> data, RowClass rowClass)
    {
        Check.NotNull(data, nameof(data));
        _data = data;
        _rowClass = rowClass;
        Schema = rowClass.ToSchema();
    }

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => (_data as ICollection<TRow>)?.Count;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
        => new TypedCursor<TRow>(Schema, _rowClass, ColumnSelection.Active(Schema, columnsNeeded), _data.GetEnumerator());

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => [GetRowCursor(columnsNeeded, rand)];
}
