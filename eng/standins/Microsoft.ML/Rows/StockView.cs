using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// A view of ML.NET's own over another view. As in the original, a cursor asks its source for a cursor SET, and when a column
// of its own is wanted and all wanted columns can be copied, the rows are computed ahead of the reader on another thread.
internal abstract class StockView(IDataView source) : IDataView
{
    public abstract DataViewSchema Schema { get; }

    public virtual bool CanShuffle => source.CanShuffle;

    protected IDataView Source => source;

    public virtual long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        Check.NotNull(columnsNeeded, nameof(columnsNeeded));
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        Random shuffle = CanShuffle ? rand : null;
        bool parallel = false;
        DataViewRowCursor cursor = ColumnSelection.AreCacheable(columns)
            ? Open(columns, shuffle, ref parallel)
            : OpenAlone(columns, shuffle);
        return parallel ? new ReadAheadCursor(cursor) : cursor;
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    // Sets parallel when something on the way is worth another thread.
    internal abstract DataViewRowCursor Open(DataViewSchema.Column[] columns, Random rand, ref bool parallel);

    // The same without reading ahead.
    internal abstract DataViewRowCursor OpenAlone(DataViewSchema.Column[] columns, Random rand);

    protected static DataViewRowCursor OpenSource(IDataView source, IEnumerable<DataViewSchema.Column> columns, Random rand, ref bool parallel)
    {
        DataViewSchema.Column[] needed = [.. columns];
        if (source is StockView stock && ColumnSelection.AreCacheable(needed))
            return stock.Open(needed, stock.CanShuffle ? rand : null, ref parallel);
        int threads = Math.Max(2, Environment.ProcessorCount - 1);
        return ConsolidatedCursor.Of(source.GetRowCursorSet(needed, threads, rand));
    }
}
