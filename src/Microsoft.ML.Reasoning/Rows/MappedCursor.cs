using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>
/// Runs over ONE input cursor. While nobody asks for a computed value it only passes rows on. The first such request looks ahead a batch
/// of rows, keeping copies of the columns in use, computes them together, and then hands them out in order.
/// </summary>
internal sealed class MappedCursor : DataViewRowCursor
{
    private const int PassingOn = -1; // the current row is the input's

    private readonly RowBinding _binding;
    private readonly DataViewRowCursor _input;
    private readonly bool[] _active;
    private readonly RowBatch? _batch;
    private readonly ColumnBuffer?[] _buffers;
    private readonly ScalarColumnBuffer<DataViewRowId>? _ids;
    private long _position = -1;
    private int _place = PassingOn;
    private int _count;
    private bool _computed;
    private bool _inputEnded;
    private bool _ended;
    private bool _failed;

    public MappedCursor(RowBinding binding, DataViewRowCursor input, bool[] active)
    {
        _binding = binding;
        _input = input;
        _active = active;
        _buffers = new ColumnBuffer?[binding.InputSchema.Count];
        if (!active.AsSpan(_buffers.Length).Contains(true))
            return;
        _batch = binding.Mapper.Open(input);
        if (binding.Mapper.BatchSize == 1)
            return;
        _ids = new ScalarColumnBuffer<DataViewRowId>(input.GetIdGetter());
        for (int i = 0; i < _buffers.Length; i++)
            if (active[i])
                _buffers[i] = ColumnBuffer.Create(input, binding.InputSchema[i]);
    }

    public override DataViewSchema Schema => _binding.OutputSchema;

    public override long Position => _position;

    /// <summary>Always 0: the input may stand rows ahead, and there is one cursor, so nothing needs to be merged by batches.</summary>
    public override long Batch => 0;

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override bool MoveNext()
    {
        ThrowIfFailed();
        if (_place != PassingOn && _place + 1 < _count)
        {
            Leave(_place);
            _place++;
            _position++;
            return true;
        }
        Forget();
        if (_inputEnded || !_input.MoveNext())
        {
            if (!_ended)
                _binding.Mapper.PassEnded();
            _ended = true;
            _inputEnded = true;
            _position = -1;
            return false;
        }
        _position++;
        return true;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() =>
        _ids is null ? _input.GetIdGetter() : Buffered(_ids, _input.GetIdGetter());

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        GetterCheck.Active(this, column);
        if (_binding.IsComputed(column))
            return GetterCheck.Typed<TValue>(_batch!.CreateGetter(column.Index - _buffers.Length, Current), column);
        ValueGetter<TValue> direct = _input.GetGetter<TValue>(_binding.InputSchema[column.Index]);
        return _buffers[column.Index] is ColumnBuffer<TValue> buffer ? Buffered(buffer, direct) : direct;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Forget();
            _input.Dispose();
        }
        base.Dispose(disposing);
    }

    private ValueGetter<TValue> Buffered<TValue>(ColumnBuffer<TValue> buffer, ValueGetter<TValue> direct) =>
        (ref TValue value) =>
        {
            if (_place == PassingOn)
                direct(ref value);
            else
                buffer.Get(_place, ref value);
        };

    /// <summary>The current row's place in the batch, which is read and computed where that has not been done.</summary>
    private int Current()
    {
        ThrowIfFailed();
        if (_position < 0)
            throw new InvalidOperationException("The cursor stands on no row: call MoveNext first, and stop when it returns false.");
        _failed = true; // until all went well: rows taken from the input cannot be taken again
        if (_place == PassingOn)
            LookAhead();
        if (!_computed)
            _batch!.Compute();
        _computed = true;
        _failed = false;
        return _place;
    }

    private void LookAhead()
    {
        TakeRow();
        while (_count < _binding.Mapper.BatchSize && !_inputEnded)
        {
            if (_input.MoveNext())
                TakeRow();
            else
                _inputEnded = true;
        }
        _place = 0;
    }

    private void TakeRow()
    {
        _batch!.Read();
        _ids?.Take(_count);
        foreach (ColumnBuffer? buffer in _buffers)
            buffer?.Take(_count);
        _count++;
    }

    private void Leave(int place)
    {
        _batch!.Release(place);
        foreach (ColumnBuffer? buffer in _buffers)
            buffer?.Release(place);
    }

    /// <summary>Leaves the rows that were looked ahead; the current row is the input's again.</summary>
    private void Forget()
    {
        for (int place = Math.Max(_place, 0); place < _count; place++)
            Leave(place);
        _batch?.Clear();
        _place = PassingOn;
        _count = 0;
        _computed = false;
    }

    private void ThrowIfFailed()
    {
        if (_failed)
            throw new InvalidOperationException("This cursor failed on an earlier row; open a new one.");
    }
}
