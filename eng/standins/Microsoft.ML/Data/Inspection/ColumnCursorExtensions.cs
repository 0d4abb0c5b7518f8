using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

public static class ColumnCursorExtensions
{
    public static IEnumerable<T> GetColumn<T>(this IDataView data, string columnName) => GetColumn<T>(data, data.Schema[columnName]);

    public static IEnumerable<T> GetColumn<T>(this IDataView data, DataViewSchema.Column column)
    {
        Check.NotNull(data, nameof(data));
        Check.NotEmpty(column.Name, nameof(column));
        DataViewSchema.Column own = data.Schema[column.Index];
        Check.Param(own.Name == column.Name && own.Type == column.Type, nameof(column), $"The view has no column {column} at index {column.Index}");
        if (column.Type.RawType == typeof(T))
            return Values<T>(data, column);
        if (typeof(T) == typeof(string) && column.Type is TextDataViewType)
            return (IEnumerable<T>)Values<ReadOnlyMemory<char>>(data, column).Select(text => text.ToString());
        if (typeof(T) == typeof(string[]) && column.Type is VectorDataViewType { ItemType: TextDataViewType })
            return (IEnumerable<T>)Values<VBuffer<ReadOnlyMemory<char>>>(data, column).Select(Texts);
        Check.Param(
            typeof(T).IsArray && column.Type is VectorDataViewType vector && vector.ItemType.RawType == typeof(T).GetElementType(),
            nameof(column),
            $"Cannot map column (name: {column.Name}, type: {column.Type}) to the user-defined type, {typeof(T)}.");
        return (IEnumerable<T>)Generic.Call(typeof(ColumnCursorExtensions), null, nameof(Arrays), typeof(T).GetElementType(), data, column);
    }

    private static IEnumerable<T> Values<T>(IDataView data, DataViewSchema.Column column)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        ValueGetter<T> getter = cursor.GetGetter<T>(column);
        T value = default;
        while (cursor.MoveNext())
        {
            getter(ref value);
            yield return value;
        }
    }

    private static IEnumerable<TItem[]> Arrays<TItem>(IDataView data, DataViewSchema.Column column)
        => Values<VBuffer<TItem>>(data, column).Select(items => items.DenseValues().ToArray());

    // Slots without an explicit value stay null, as in the original.
    private static string[] Texts(VBuffer<ReadOnlyMemory<char>> texts)
    {
        var array = new string[texts.Length];
        foreach ((int i, ReadOnlyMemory<char> text) in texts.Items())
            array[i] = text.ToString();
        return array;
    }
}
