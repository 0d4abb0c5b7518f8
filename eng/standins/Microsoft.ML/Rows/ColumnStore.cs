using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// Copies of the values of one column. Load computes the value of the current row, Append keeps it:
// apart, so that a slow column need not be computed under a lock.
internal abstract class ColumnStore
{
    public abstract void Load();

    public abstract void Append();

    public static ColumnStore Create(DataViewRow row, DataViewSchema.Column column)
        => column.Type is VectorDataViewType vector
            ? (ColumnStore)Generic.Call(typeof(ColumnStore), null, nameof(OfVectors), vector.ItemType.RawType, row, column)
            : (ColumnStore)Generic.Call(typeof(ColumnStore), null, nameof(OfScalars), column.Type.RawType, row, column);

    private static ColumnStore OfVectors<TItem>(DataViewRow row, DataViewSchema.Column column)
        => new ColumnStore<VBuffer<TItem>>(row.GetGetter<VBuffer<TItem>>(column), (in VBuffer<TItem> from, ref VBuffer<TItem> to) => from.CopyTo(ref to));

    private static ColumnStore OfScalars<TValue>(DataViewRow row, DataViewSchema.Column column)
        => new ColumnStore<TValue>(row.GetGetter<TValue>(column), (in TValue from, ref TValue to) => to = from);
}
