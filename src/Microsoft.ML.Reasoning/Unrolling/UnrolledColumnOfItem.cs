using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <inheritdoc/>
internal sealed class UnrolledColumn<TItem>(DataViewRow input, DataViewSchema.Column column) : UnrolledColumn
{
    private readonly ValueGetter<VBuffer<TItem>> _getter = input.GetGetter<VBuffer<TItem>>(column);
    private VBuffer<TItem> _vector;
    private long _fetched = -1;

    public override int Count() => Vector().Length;

    public override Delegate CreateGetter(Func<int> place, Func<int> count) =>
        (ValueGetter<TItem>)((ref TItem value) =>
        {
            ref readonly VBuffer<TItem> vector = ref Vector();
            if (vector.Length != count())
                throw new InvalidOperationException(
                    $"Row {input.Position}: column '{column.Name}' has {vector.Length} items, but the row has {count()} responses.");
            value = vector.GetItemOrDefault(place());
        });

    private ref readonly VBuffer<TItem> Vector()
    {
        if (_fetched != input.Position)
        {
            _getter(ref _vector);
            _fetched = input.Position;
        }
        return ref _vector;
    }
}
