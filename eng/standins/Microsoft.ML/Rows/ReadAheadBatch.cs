namespace Microsoft.ML.Data;

// Copies of the active columns of some rows, or the error that ended the reading.
internal sealed class ReadAheadBatch
{
    private readonly ColumnStore[] _columns;
    private readonly ValueGetter<DataViewRowId> _id;

    public ReadAheadBatch(Exception error) => Error = error;

    public ReadAheadBatch(DataViewRowCursor cursor, bool[] active, int capacity)
    {
        _columns = [.. cursor.Schema.Select(c => active[c.Index] ? ColumnStore.Create(cursor, c) : null)];
        _id = cursor.GetIdGetter();
        Ids = new DataViewRowId[capacity];
    }

    public int Count { get; private set; }

    public DataViewRowId[] Ids { get; }

    public Exception Error { get; }

    public void Append()
    {
        foreach (ColumnStore column in _columns)
        {
            column?.Load();
            column?.Append();
        }
        _id(ref Ids[Count]);
        Count++;
    }

    public void Fetch<TValue>(int column, int row, ref TValue value) => ((ColumnStore<TValue>)_columns[column]).Fetch(row, ref value);
}
