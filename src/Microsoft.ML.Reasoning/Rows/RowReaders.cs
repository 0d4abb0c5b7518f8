using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>Functions that read a column of the row on which an input stands, as plain .NET values that stay valid.</summary>
internal static class RowReaders
{
    public static Func<string> Text(DataViewRow input, DataViewSchema.Column column)
    {
        Func<ReadOnlyMemory<char>> read = Scalar<ReadOnlyMemory<char>>(input, column);
        return () => read().ToString();
    }

    public static Func<TValue> Scalar<TValue>(DataViewRow input, DataViewSchema.Column column)
    {
        ValueGetter<TValue> getter = input.GetGetter<TValue>(column);
        TValue value = default!;
        return () =>
        {
            getter(ref value);
            return value;
        };
    }

    public static Func<TItem[]> Vector<TItem>(DataViewRow input, DataViewSchema.Column column)
    {
        ValueGetter<VBuffer<TItem>> getter = input.GetGetter<VBuffer<TItem>>(column);
        VBuffer<TItem> value = default;
        return () =>
        {
            getter(ref value);
            var items = new TItem[value.Length];
            value.CopyTo(items);
            return items;
        };
    }

    public static Func<string[]> TextVector(DataViewRow input, DataViewSchema.Column column)
    {
        Func<ReadOnlyMemory<char>[]> read = Vector<ReadOnlyMemory<char>>(input, column);
        return () => Array.ConvertAll(read(), text => text.ToString());
    }
}
