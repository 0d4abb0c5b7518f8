using System.Globalization;
using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// Makes the getters of columns whose values lie in members of row objects.
internal static class RowReading<TRow>
{
    public static Delegate Getter(MappedColumn column, Func<TRow> current)
    {
        Type type = column.MemberType;
        if (type == typeof(string))
            return Text(MemberAccess.Reader<TRow, string>(column.Member), current);
        if (type == typeof(string[]))
            return Texts(MemberAccess.Reader<TRow, string[]>(column.Member), current);
        (string method, Type argument) = type.IsArray ? (nameof(Items), type.GetElementType())
            : column.Type is VectorDataViewType vector ? (nameof(Buffer), vector.ItemType.RawType)
            : column.Type is KeyDataViewType ? (nameof(Key), type)
            : (nameof(Direct), type);
        return (Delegate)Generic.Call(typeof(RowReading<TRow>), null, method, argument, column, current);
    }

    private static ValueGetter<ReadOnlyMemory<char>> Text(Func<TRow, string> read, Func<TRow> current)
        => (ref ReadOnlyMemory<char> value) => value = read(current()).AsMemory();

    private static ValueGetter<VBuffer<ReadOnlyMemory<char>>> Texts(Func<TRow, string[]> read, Func<TRow> current)
        => (ref VBuffer<ReadOnlyMemory<char>> value) =>
        {
            string[] texts = read(current()) ?? [];
            VBufferEditor<ReadOnlyMemory<char>> editor = VBufferEditor.Create(ref value, texts.Length);
            for (int i = 0; i < texts.Length; i++)
                editor.Values[i] = texts[i].AsMemory();
            value = editor.Commit();
        };

    private static Delegate Items<TItem>(MappedColumn column, Func<TRow> current)
    {
        Func<TRow, TItem[]> read = MemberAccess.Reader<TRow, TItem[]>(column.Member);
        return (ValueGetter<VBuffer<TItem>>)((ref VBuffer<TItem> value) =>
        {
            TItem[] items = read(current());
            VBufferEditor<TItem> editor = VBufferEditor.Create(ref value, items?.Length ?? 0);
            items.AsSpan().CopyTo(editor.Values);
            value = editor.Commit();
        });
    }

    private static Delegate Buffer<TItem>(MappedColumn column, Func<TRow> current)
    {
        Func<TRow, VBuffer<TItem>> read = MemberAccess.Reader<TRow, VBuffer<TItem>>(column.Member);
        return (ValueGetter<VBuffer<TItem>>)((ref VBuffer<TItem> value) => read(current()).CopyTo(ref value));
    }

    // Members count keys from 0, columns from 1: there 0 means "missing".
    private static Delegate Key<TKey>(MappedColumn column, Func<TRow> current)
    {
        Func<TRow, TKey> read = MemberAccess.Reader<TRow, TKey>(column.Member);
        ulong count = ((KeyDataViewType)column.Type).Count;
        return (ValueGetter<TKey>)((ref TKey value) =>
        {
            ulong key = Convert.ToUInt64(read(current()), CultureInfo.InvariantCulture);
            value = (TKey)Convert.ChangeType(key < count ? key + 1 : 0, typeof(TKey), CultureInfo.InvariantCulture);
        });
    }

    private static Delegate Direct<TValue>(MappedColumn column, Func<TRow> current)
    {
        Func<TRow, TValue> read = MemberAccess.Reader<TRow, TValue>(column.Member);
        return (ValueGetter<TValue>)((ref TValue value) => value = read(current()));
    }
}
