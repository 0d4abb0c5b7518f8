using System.Collections.Concurrent;

namespace Microsoft.ML.Data;

// Reads batches of rows of its input on a background thread, copies their active columns, and hands the copies out in order.
// Every active column of every row is thus computed, whether the reader asks for it or not, and some rows ahead of it.
internal sealed class ReadAheadCursor : RootCursor
{
    private const int RowsInBatch = 64;
    private const int BatchesAhead = 4;

    private readonly DataViewRowCursor _input;
    private readonly DataViewSchema _schema;
    private readonly bool[] _active;
    private readonly BlockingCollection<ReadAheadBatch> _batches = new(BatchesAhead);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reader;
    private ReadAheadBatch _batch;
    private int _row;

    public ReadAheadCursor(DataViewRowCursor input)
    {
        _input = input;
        _schema = input.Schema;
        _active = [.. _schema.Select(input.IsColumnActive)];
        _reader = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public override DataViewSchema Schema => _schema;

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!_active[column.Index])
            throw new InvalidOperationException($"Column '{column.Name}' is not active");
        if (column.Type.RawType != typeof(TValue))
            throw new InvalidOperationException($"Column '{column.Name}' of type {column.Type} has no values of type '{typeof(TValue)}'");
        int index = column.Index;
        return (ref TValue value) => Current.Fetch(index, _row, ref value);
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => value = Current.Ids[_row];

    protected override bool MoveNextCore()
    {
        if (_batch != null && ++_row < _batch.Count)
            return true;
        _row = 0;
        if (!_batches.TryTake(out _batch, Timeout.Infinite))
            return false;
        if (_batch.Error != null)
            throw new InvalidOperationException("Splitter/consolidator worker encountered exception while consuming source data", _batch.Error);
        return true;
    }

    protected override void Release()
    {
        _stop.Cancel();
        _reader.Wait();
        _batches.Dispose();
        _stop.Dispose();
    }

    private ReadAheadBatch Current => HasRow ? _batch : throw new InvalidOperationException(GetterCast.NoRow);

    private void Read()
    {
        try
        {
            using (_input)
            {
                ReadAheadBatch batch = NewBatch();
                while (!_stop.IsCancellationRequested && _input.MoveNext())
                {
                    batch.Append();
                    if (batch.Count == RowsInBatch)
                    {
                        _batches.Add(batch, _stop.Token);
                        batch = NewBatch();
                    }
                }
                if (batch.Count > 0)
                    _batches.Add(batch, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The reader of this cursor has gone.
        }
        catch (Exception e)
        {
            Deliver(new ReadAheadBatch(e));
        }
        finally
        {
            _batches.CompleteAdding();
        }
    }

    private ReadAheadBatch NewBatch() => new(_input, _active, RowsInBatch);

    private void Deliver(ReadAheadBatch batch)
    {
        try
        {
            _batches.Add(batch, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            // Nobody is left to be told.
        }
    }
}
