using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

// One pass over the source of a cache, on a background thread. Rows can be read as soon as they are there.
internal sealed class CacheFill
{
    private readonly Dictionary<int, ColumnStore> _stores = [];
    private readonly object _gate = new();
    private int _count;
    private bool _complete;
    private Exception _error;

    public CacheFill(IHostEnvironment env, IDataView source, DataViewSchema.Column[] columns)
    {
        DataViewRowCursor cursor = source.GetRowCursor(columns);
        foreach (DataViewSchema.Column column in columns)
            _stores[column.Index] = ColumnStore.Create(cursor, cursor.Schema[column.Index]);
        Task.Factory.StartNew(() => Run(env, cursor), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public int Count
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    public bool IsComplete
    {
        get
        {
            lock (_gate)
                return _complete && _error == null;
        }
    }

    // Waits until the row is there, or it is known that there is none.
    public bool WaitFor(int row)
    {
        lock (_gate)
        {
            while (_count <= row && !_complete)
                Monitor.Wait(_gate);
            if (_error != null)
                throw new InvalidOperationException("Event we were waiting on was subject to an exception", _error);
            return row < _count;
        }
    }

    public int WaitForAll()
    {
        WaitFor(int.MaxValue);
        return Count;
    }

    public void Fetch<TValue>(int column, int row, ref TValue value)
    {
        // The filling thread may be growing the store.
        lock (_gate)
            ((ColumnStore<TValue>)_stores[column]).Fetch(row, ref value);
    }

    private void Run(IHostEnvironment env, DataViewRowCursor cursor)
    {
        try
        {
            using IChannel channel = env.Register("Cache").Start("Cache Filler");
            channel.Trace(MessageSensitivity.None, "Begin cache of {0} columns", _stores.Count);
            using (cursor)
            {
                while (cursor.MoveNext())
                    AppendRow();
            }
            channel.Trace(MessageSensitivity.None, "End cache of {0} columns", _stores.Count);
            End(null);
        }
        catch (Exception e)
        {
            End(e);
        }
    }

    private void AppendRow()
    {
        foreach (ColumnStore store in _stores.Values)
            store.Load();
        lock (_gate)
        {
            foreach (ColumnStore store in _stores.Values)
                store.Append();
            _count++;
            Monitor.PulseAll(_gate);
        }
    }

    private void End(Exception error)
    {
        lock (_gate)
        {
            _error = error;
            _complete = true;
            Monitor.PulseAll(_gate);
        }
    }
}
