namespace Microsoft.ML.Data;

internal sealed class ColumnStore<TValue>(ValueGetter<TValue> getter, CopyValue<TValue> copy) : ColumnStore
{
    private TValue[] _values = new TValue[16];
    private int _count;
    private TValue _loaded;

    public override void Load() => getter(ref _loaded);

    public override void Append()
    {
        if (_count == _values.Length)
            Array.Resize(ref _values, 2 * _count);
        copy(in _loaded, ref _values[_count++]);
    }

    public void Fetch(int row, ref TValue value) => copy(in _values[row], ref value);
}
