namespace Microsoft.ML.Reasoning;

/// <inheritdoc/>
internal abstract class ColumnBuffer<TValue>(ValueGetter<TValue> getter) : ColumnBuffer
{
    private TValue[] _values = [];

    protected ReadOnlySpan<TValue> Values => _values;

    protected ref TValue Kept(int place) => ref _values[place];

    public override void Take(int place)
    {
        if (place == _values.Length)
            Array.Resize(ref _values, Math.Max(8, 2 * _values.Length));
        getter(ref _values[place]);
    }

    /// <summary>Copies the value kept at <paramref name="place"/> out.</summary>
    public abstract void Get(int place, ref TValue value);
}
