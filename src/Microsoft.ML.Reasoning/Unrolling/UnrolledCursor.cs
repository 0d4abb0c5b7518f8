using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Stands on one response of the row on which its input cursor stands.</summary>
internal sealed class UnrolledCursor : DataViewRowCursor
{
    private readonly IHost _host;
    private readonly UnrollBinding _binding;
    private readonly DataViewRowCursor _input;
    private readonly bool[] _active;
    private readonly UnrolledColumn? _counter;
    private long _position = -1;
    private int _sample;
    private int _count;
    private int _skipped;
    private bool _ended;

    public UnrolledCursor(IHost host, UnrollBinding binding, DataViewRowCursor input, bool[] active)
    {
        _host = host;
        _binding = binding;
        _input = input;
        _active = active;
        if (binding.KnownSize == 0)
            _counter = UnrolledColumn.Create(input, binding.Unrolled[0]);
    }

    public override DataViewSchema Schema => _binding.OutputSchema;

    public override long Position => _position;

    public override long Batch => _input.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override bool MoveNext()
    {
        _sample++;
        while (!_ended && _sample >= _count)
            MoveInput();
        _position = _ended ? -1 : _position + 1;
        return !_ended;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter()
    {
        ValueGetter<DataViewRowId> row = _input.GetIdGetter();
        return (ref DataViewRowId id) =>
        {
            row(ref id);
            id = id.Combine(new DataViewRowId((ulong)_sample, 0));
        };
    }

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        GetterCheck.Active(this, column);
        if (_binding.Source(column) is not DataViewSchema.Column source)
            return GetterCheck.Typed<TValue>((ValueGetter<int>)((ref int value) => value = _sample), column);
        if (_binding.IsRepeated(column))
            return _input.GetGetter<TValue>(source);
        return GetterCheck.Typed<TValue>(UnrolledColumn.Create(_input, source).CreateGetter(() => _sample, () => _count), column);
    }

    private void MoveInput()
    {
        _sample = 0;
        _count = 0;
        _ended = !_input.MoveNext();
        if (!_ended)
        {
            _count = _counter?.Count() ?? _binding.KnownSize;
            _skipped += _count == 0 ? 1 : 0;
        }
        else if (_skipped > 0)
        {
            using IChannel channel = _host.Start("UnrollResponses");
            channel.Warning(MessageSensitivity.None, "{0} rows have no responses and so none in the unrolled data", _skipped);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _input.Dispose();
        base.Dispose(disposing);
    }
}
