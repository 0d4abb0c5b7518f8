using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// Missing is NaN, or key 0; a vector is missing when any of its values is. Other types have no missing value.
internal static class MissingValues
{
    public static Func<bool> Test(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType vector)
            return (Func<bool>)Generic.Call(typeof(MissingValues), null, nameof(OfVector), vector.ItemType.RawType, row, column, vector.ItemType is KeyDataViewType);
        return (Func<bool>)Generic.Call(typeof(MissingValues), null, nameof(OfScalar), column.Type.RawType, row, column, column.Type is KeyDataViewType);
    }

    private static Func<bool> OfScalar<TValue>(DataViewRow row, DataViewSchema.Column column, bool isKey)
    {
        ValueGetter<TValue> getter = row.GetGetter<TValue>(column);
        TValue value = default;
        return () =>
        {
            getter(ref value);
            return IsMissing(value, isKey);
        };
    }

    private static Func<bool> OfVector<TItem>(DataViewRow row, DataViewSchema.Column column, bool isKey)
    {
        ValueGetter<VBuffer<TItem>> getter = row.GetGetter<VBuffer<TItem>>(column);
        VBuffer<TItem> items = default;
        return () =>
        {
            getter(ref items);
            return items.Items(all: isKey).Any(item => IsMissing(item.Value, isKey));
        };
    }

    private static bool IsMissing<TValue>(TValue value, bool isKey)
        => isKey ? EqualityComparer<TValue>.Default.Equals(value, default) : value is float.NaN or double.NaN;
}
