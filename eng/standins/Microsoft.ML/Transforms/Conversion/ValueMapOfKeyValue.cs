namespace Microsoft.ML.Data;

internal sealed class ValueMap<TKey, TValue>(Dictionary<TKey, TValue> pairs, DataViewSchema.Column key, DataViewSchema.Column value) : ValueMap(key, value)
{
    // What an empty text would be read as: not a number for reals, else the default.
    private readonly TValue _missing = typeof(TValue) == typeof(float) ? (TValue)(object)float.NaN
        : typeof(TValue) == typeof(double) ? (TValue)(object)double.NaN
        : default;

    public override Delegate Getter(DataViewRow row, DataViewSchema.Column input)
        => input.Type is VectorDataViewType ? Vectors(row.GetGetter<VBuffer<TKey>>(input)) : Scalars(row.GetGetter<TKey>(input));

    private ValueGetter<TValue> Scalars(ValueGetter<TKey> getter)
    {
        TKey from = default;
        return (ref TValue to) =>
        {
            getter(ref from);
            to = pairs.GetValueOrDefault(from, _missing);
        };
    }

    private ValueGetter<VBuffer<TValue>> Vectors(ValueGetter<VBuffer<TKey>> getter)
    {
        VBuffer<TKey> from = default;
        return (ref VBuffer<TValue> to) =>
        {
            getter(ref from);
            VBufferEditor<TValue> editor = VBufferEditor.Create(ref to, from.Length);
            foreach ((int i, TKey item) in from.Items(all: true))
                editor.Values[i] = pairs.GetValueOrDefault(item, _missing);
            to = editor.Commit();
        };
    }
}
