using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// Fills members of row objects from the columns of a row.
internal sealed class RowWriting<TRow>
{
    private readonly List<(int Column, MappedColumn Member)> _bound = [];

    public RowWriting(DataViewSchema schema, bool ignoreMissingColumns, SchemaDefinition definition)
    {
        foreach (MappedColumn member in RowClass.Of(typeof(TRow), SchemaDefinition.Direction.Write, definition).Columns)
        {
            if (schema.GetColumnOrNull(member.Name) is not DataViewSchema.Column column)
            {
                if (ignoreMissingColumns)
                    continue;
                throw Check.MissingColumn("Schema", "", member.Name);
            }
            var vector = column.Type as VectorDataViewType;
            MemberType type = MemberType.Of(member.Member);
            Check.State(
                type.IsVector == (vector != null) && type.ItemType == (vector?.ItemType.RawType ?? column.Type.RawType),
                $"Can't bind the IDataView column '{column.Name}' of type '{column.Type}' to field or property '{member.Member.Name}' of type '{member.MemberType}'.");
            _bound.Add((column.Index, member));
        }
    }

    public IEnumerable<DataViewSchema.Column> Dependencies(DataViewSchema schema)
    {
        var needed = _bound.Select(b => b.Column).ToHashSet();
        return schema.Where(c => needed.Contains(c.Index));
    }

    public Action<TRow> Bind(DataViewRow row)
    {
        Action<TRow>[] setters = [.. _bound.Select(b => Setter(row, row.Schema[b.Column], b.Member))];
        return target =>
        {
            foreach (Action<TRow> setter in setters)
                setter(target);
        };
    }

    private static Action<TRow> Setter(DataViewRow row, DataViewSchema.Column column, MappedColumn member)
    {
        Type type = member.MemberType;
        if (type == typeof(string))
            return Text(row, column, member);
        if (type == typeof(string[]))
            return Texts(row, column, member);
        (string method, Type argument) = type.IsArray ? (nameof(Items), type.GetElementType())
            : column.Type is VectorDataViewType vector ? (nameof(Buffer), vector.ItemType.RawType)
            : (nameof(Direct), type);
        return (Action<TRow>)Generic.Call(typeof(RowWriting<TRow>), null, method, argument, row, column, member);
    }

    private static Action<TRow> Text(DataViewRow row, DataViewSchema.Column column, MappedColumn member)
    {
        ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(column);
        Action<TRow, string> write = MemberAccess.Writer<TRow, string>(member.Member);
        ReadOnlyMemory<char> text = default;
        return target =>
        {
            getter(ref text);
            write(target, text.ToString());
        };
    }

    private static Action<TRow> Texts(DataViewRow row, DataViewSchema.Column column, MappedColumn member)
    {
        ValueGetter<VBuffer<ReadOnlyMemory<char>>> getter = row.GetGetter<VBuffer<ReadOnlyMemory<char>>>(column);
        Func<TRow, string[]> read = MemberAccess.Reader<TRow, string[]>(member.Member);
        Action<TRow, string[]> write = MemberAccess.Writer<TRow, string[]>(member.Member);
        VBuffer<ReadOnlyMemory<char>> texts = default;
        return target =>
        {
            getter(ref texts);
            string[] array = Reusable(read(target), texts.Length);
            foreach ((int i, ReadOnlyMemory<char> text) in texts.Items(all: true))
                array[i] = text.ToString();
            write(target, array);
        };
    }

    private static Action<TRow> Items<TItem>(DataViewRow row, DataViewSchema.Column column, MappedColumn member)
    {
        ValueGetter<VBuffer<TItem>> getter = row.GetGetter<VBuffer<TItem>>(column);
        Func<TRow, TItem[]> read = MemberAccess.Reader<TRow, TItem[]>(member.Member);
        Action<TRow, TItem[]> write = MemberAccess.Writer<TRow, TItem[]>(member.Member);
        VBuffer<TItem> items = default;
        return target =>
        {
            getter(ref items);
            TItem[] array = items.IsDense ? Reusable(read(target), items.Length) : new TItem[items.Length];
            items.CopyTo(array);
            write(target, array);
        };
    }

    private static Action<TRow> Buffer<TItem>(DataViewRow row, DataViewSchema.Column column, MappedColumn member)
    {
        ValueGetter<VBuffer<TItem>> getter = row.GetGetter<VBuffer<TItem>>(column);
        Func<TRow, VBuffer<TItem>> read = MemberAccess.Reader<TRow, VBuffer<TItem>>(member.Member);
        Action<TRow, VBuffer<TItem>> write = MemberAccess.Writer<TRow, VBuffer<TItem>>(member.Member);
        return target =>
        {
            VBuffer<TItem> items = read(target);
            getter(ref items);
            write(target, items);
        };
    }

    // The getter is handed the value of the row before, as in the original: one that disposes or refills it harms rows kept by the caller.
    private static Action<TRow> Direct<TValue>(DataViewRow row, DataViewSchema.Column column, MappedColumn member)
    {
        ValueGetter<TValue> getter = row.GetGetter<TValue>(column);
        Action<TRow, TValue> write = MemberAccess.Writer<TRow, TValue>(member.Member);
        TValue value = default;
        return target =>
        {
            getter(ref value);
            write(target, value);
        };
    }

    // No array counts as one of length 0, as in the original: an empty vector leaves a null member null.
    private static TItem[] Reusable<TItem>(TItem[] old, int length) => (old?.Length ?? 0) == length ? old : new TItem[length];
}
