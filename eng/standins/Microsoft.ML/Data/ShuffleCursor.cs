using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// Fills a pool with rows of the input, hands out a random one, and puts the next row of the input in its place.
internal sealed class ShuffleCursor : RootCursor
{
    private readonly DataViewRowCursor _input;
    private readonly ShufflePool[] _columns;
    private readonly ShufflePool<DataViewRowId> _ids;
    private readonly Random _random;
    private readonly int[] _slots;
    private int _filled;
    private int _current = -1;
    private bool _ended;

    public ShuffleCursor(DataViewRowCursor input, int poolSize, Random random)
    {
        _input = input;
        _random = random;
        _slots = [.. Enumerable.Range(0, poolSize)];
        _columns = [.. input.Schema.Select(c => input.IsColumnActive(c) ? ShufflePool.Create(input, c, poolSize) : null)];
        _ids = new ShufflePool<DataViewRowId>(input.GetIdGetter(), (in DataViewRowId from, ref DataViewRowId to) => to = from, poolSize);
    }

    public override DataViewSchema Schema => _input.Schema;

    public override bool IsColumnActive(DataViewSchema.Column column) => _columns[column.Index] != null;

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Check.Param(IsColumnActive(column), nameof(column), $"The column '{column.Name}' is not active");
        ShufflePool<TValue> pool = _columns[column.Index] as ShufflePool<TValue>
            ?? throw new InvalidOperationException($"Column '{column.Name}' of type {column.Type} has no values of type '{typeof(TValue)}'");
        return (ref TValue value) => pool.Fetch(Slot, ref value);
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId value) => _ids.Fetch(Slot, ref value);

    protected override bool MoveNextCore()
    {
        // The row handed out before gives its slot to the next row of the input.
        if (_current >= 0)
        {
            _filled--;
            (_slots[_current], _slots[_filled]) = (_slots[_filled], _slots[_current]);
        }
        while (!_ended && _filled < _slots.Length)
            _ended = !TryFill();
        if (_filled == 0)
            return false;
        _current = _random.Next(_filled);
        return true;
    }

    protected override void Release() => _input.Dispose();

    private int Slot
    {
        get
        {
            Check.State(HasRow, GetterCast.NoRow);
            return _slots[_current];
        }
    }

    private bool TryFill()
    {
        try
        {
            if (!_input.MoveNext())
                return false;
            int slot = _slots[_filled++];
            foreach (ShufflePool column in _columns)
                column?.Fill(slot);
            _ids.Fill(slot);
            return true;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException("Shuffle input cursor reader failed with an exception", e);
        }
    }
}
