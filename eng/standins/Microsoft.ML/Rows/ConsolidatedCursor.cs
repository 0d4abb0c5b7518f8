using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// The rows of several cursors of one cursor set as one: batch after batch, in the order of their numbers.
internal sealed class ConsolidatedCursor : RootCursor
{
    private readonly DataViewRowCursor[] _inputs;
    private readonly bool[] _alive;
    private int _current = -1;

    private ConsolidatedCursor(DataViewRowCursor[] inputs)
    {
        _inputs = inputs;
        _alive = new bool[inputs.Length];
    }

    public override DataViewSchema Schema => _inputs[0].Schema;

    public override long Batch => _current < 0 ? 0 : _inputs[_current].Batch;

    public static DataViewRowCursor Of(DataViewRowCursor[] inputs)
    {
        Check.State(inputs is { Length: > 0 }, "A cursor set must have at least one cursor");
        return inputs.Length == 1 ? inputs[0] : new ConsolidatedCursor(inputs);
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => _inputs[0].IsColumnActive(column);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ValueGetter<TValue>[] getters = [.. _inputs.Select(input => input.GetGetter<TValue>(column))];
        return (ref TValue value) => getters[Current](ref value);
    }

    public override ValueGetter<DataViewRowId> GetIdGetter()
    {
        ValueGetter<DataViewRowId>[] getters = [.. _inputs.Select(input => input.GetIdGetter())];
        return (ref DataViewRowId value) => getters[Current](ref value);
    }

    protected override bool MoveNextCore()
    {
        if (_current < 0)
        {
            for (int i = 0; i < _inputs.Length; i++)
                _alive[i] = _inputs[i].MoveNext();
        }
        else
        {
            _alive[_current] = _inputs[_current].MoveNext();
        }
        int next = -1;
        for (int i = 0; i < _inputs.Length; i++)
        {
            if (_alive[i] && (next < 0 || _inputs[i].Batch < _inputs[next].Batch))
                next = i;
        }
        _current = next < 0 ? _current : next;
        return next >= 0;
    }

    protected override void Release()
    {
        foreach (DataViewRowCursor input in _inputs)
            input.Dispose();
    }

    private int Current => HasRow ? _current : throw new InvalidOperationException(GetterCast.NoRow);
}
