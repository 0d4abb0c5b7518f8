namespace Microsoft.ML.Data;

internal sealed class ShufflePool<TValue>(ValueGetter<TValue> getter, CopyValue<TValue> copy, int size) : ShufflePool
{
    private readonly TValue[] _values = new TValue[size];

    public override void Fill(int slot) => getter(ref _values[slot]);

    public void Fetch(int slot, ref TValue value) => copy(in _values[slot], ref value);
}
