using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// The values of one column for the rows in the pool.
internal abstract class ShufflePool
{
    public abstract void Fill(int slot);

    public static ShufflePool Create(DataViewRow row, DataViewSchema.Column column, int size)
        => column.Type is VectorDataViewType vector
            ? (ShufflePool)Generic.Call(typeof(ShufflePool), null, nameof(OfVectors), vector.ItemType.RawType, row, column, size)
            : (ShufflePool)Generic.Call(typeof(ShufflePool), null, nameof(OfScalars), column.Type.RawType, row, column, size);

    private static ShufflePool OfVectors<TItem>(DataViewRow row, DataViewSchema.Column column, int size)
        => new ShufflePool<VBuffer<TItem>>(row.GetGetter<VBuffer<TItem>>(column), (in VBuffer<TItem> from, ref VBuffer<TItem> to) => from.CopyTo(ref to), size);

    private static ShufflePool OfScalars<TValue>(DataViewRow row, DataViewSchema.Column column, int size)
        => new ShufflePool<TValue>(row.GetGetter<TValue>(column), (in TValue from, ref TValue to) => to = from, size);
}
