using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// One input of a concatenation, as a vector of the current row.
internal sealed class Concatenation<TItem>
{
    private readonly Action _load;
    private VBuffer<TItem> _items;

    public Concatenation(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is VectorDataViewType vector)
        {
            ValueGetter<VBuffer<TItem>> getter = row.GetGetter<VBuffer<TItem>>(column);
            _load = () =>
            {
                getter(ref _items);
                Check.State(vector.Size == 0 || _items.Length == vector.Size, $"Column '{column.Name}': expected {vector.Size} slots, but got {_items.Length}");
            };
        }
        else
        {
            ValueGetter<TItem> getter = row.GetGetter<TItem>(column);
            var item = new TItem[1];
            _load = () =>
            {
                getter(ref item[0]);
                _items = new VBuffer<TItem>(1, item);
            };
        }
    }

    // Sparse when at most half of the values are given, as in the original.
    public static void Join(Concatenation<TItem>[] parts, ref VBuffer<TItem> value)
    {
        int length = 0;
        int count = 0;
        foreach (Concatenation<TItem> part in parts)
        {
            part._load();
            length = checked(length + part._items.Length);
            count += part._items.GetValues().Length;
        }
        bool sparse = count <= length / 2;
        VBufferEditor<TItem> editor = VBufferEditor.Create(ref value, length, sparse ? count : length);
        int offset = 0;
        int at = 0;
        foreach (Concatenation<TItem> part in parts)
        {
            VBuffer<TItem> items = part._items;
            if (!sparse)
                items.CopyTo(editor.Values, offset);
            for (int i = 0; sparse && i < items.GetValues().Length; i++, at++)
            {
                editor.Values[at] = items.GetValues()[i];
                if (editor.Indices.Length > 0)
                    editor.Indices[at] = offset + (items.IsDense ? i : items.GetIndices()[i]);
            }
            offset += items.Length;
        }
        value = editor.Commit();
    }
}
