using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>A single row (a prediction engine's) with the computed columns added: each position is computed once, when asked for.</summary>
internal sealed class MappedRow : DataViewRow
{
    private readonly RowBinding _binding;
    private readonly DataViewRow _input;
    private readonly bool[] _active;
    private RowBatch? _batch;
    private long? _computed;

    public MappedRow(RowBinding binding, DataViewRow input, bool[] active)
    {
        _binding = binding;
        _input = input;
        _active = active;
    }

    public override DataViewSchema Schema => _binding.OutputSchema;

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override bool IsColumnActive(DataViewSchema.Column column) => _active[column.Index];

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        GetterCheck.Active(this, column);
        if (!_binding.IsComputed(column))
            return _input.GetGetter<TValue>(_binding.InputSchema[column.Index]);
        _batch ??= _binding.Mapper.Open(_input);
        return GetterCheck.Typed<TValue>(_batch.CreateGetter(column.Index - _binding.InputSchema.Count, Current), column);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _batch?.Dispose();
            _input.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Current()
    {
        if (_computed != _input.Position)
        {
            _computed = null;
            _batch!.Clear();
            _batch.Read();
            _batch.Compute();
            _computed = _input.Position;
        }
        return 0;
    }
}
