using Microsoft.ML.Data;

namespace Microsoft.ML.Contract.Tests;

public sealed class CountingCursor(CountingView view, bool[] active, int rows, int failAt) : DataViewRowCursor
{
    private long _position = -1;
    private bool _disposed;

    public override DataViewSchema Schema => view.Schema;

    public override long Position => _position;

    public override long Batch => 0;

    public override bool IsColumnActive(DataViewSchema.Column column) => active[column.Index];

    public override bool MoveNext()
    {
        view.Counts.Move();
        if (_position + 1 >= rows)
            return false;
        _position++;
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter()
        => (ref DataViewRowId value) => value = new DataViewRowId((ulong)_position, 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!active[column.Index])
            throw new InvalidOperationException($"Column {column.Name} is not active.");
        Delegate getter = column.Name switch
        {
            "Key" => (ValueGetter<float>)((ref float value) => value = _position),
            "Number" => (ValueGetter<int>)Number,
            "Text" => (ValueGetter<ReadOnlyMemory<char>>)((ref ReadOnlyMemory<char> value) => value = $"row {_position}".AsMemory()),
            _ => (ValueGetter<Payload>)GetPayload,
        };
        return (ValueGetter<TValue>)getter;
    }

    protected override void Dispose(bool disposing)
    {
        if (!_disposed)
            view.Counts.Disposal();
        _disposed = true;
        base.Dispose(disposing);
    }

    private void Number(ref int value)
    {
        view.Counts.Number();
        if (_position == failAt)
            throw new FormatException("This row is broken.");
        value = (int)_position;
    }

    private void GetPayload(ref Payload value)
    {
        view.Counts.Payload();
        value = new Payload((int)_position);
    }
}
