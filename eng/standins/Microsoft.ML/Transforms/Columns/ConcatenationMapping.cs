using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

internal sealed class ConcatenationMapping : IRowMapping
{
    private readonly DataViewSchema.Column[] _inputs;
    private readonly PrimitiveDataViewType _itemType;

    public ConcatenationMapping(DataViewSchema schema, string output, string[] inputs)
    {
        _inputs = [.. inputs.Select(name => schema.GetColumnOrNull(name) ?? throw Check.MissingColumn("inputSchema", "input", name))];
        DataViewType itemType = ItemOf(_inputs[0]);
        foreach (DataViewSchema.Column input in _inputs)
        {
            if (!ItemOf(input).Equals(itemType))
                throw Check.WrongColumnType("inputSchema", "input", input.Name, itemType.ToString(), input.Type.ToString());
        }
        _itemType = (PrimitiveDataViewType)itemType;
        Outputs = [IsIdentity ? new(output, _inputs[0].Type, _inputs[0].Annotations) : Concatenated(output)];
    }

    public IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; }

    private bool IsIdentity => _inputs.Length == 1 && _inputs[0].Type is VectorDataViewType;

    public Func<int, bool> Dependencies(Func<int, bool> wanted) => column => wanted(0) && _inputs.Any(c => c.Index == column);

    public Delegate[] Getters(DataViewRow input, Func<int, bool> wanted)
        => [wanted(0) ? (Delegate)Generic.Call(typeof(ConcatenationMapping), this, nameof(Getter), _itemType.RawType, input) : null];

    private static DataViewType ItemOf(DataViewSchema.Column column) => (column.Type as VectorDataViewType)?.ItemType ?? column.Type;

    private static int SizeOf(DataViewSchema.Column column) => column.Type is VectorDataViewType vector ? vector.Size : 1;

    private DataViewSchema.DetachedColumn Concatenated(string output)
    {
        int size = _inputs.All(c => SizeOf(c) > 0) ? _inputs.Sum(SizeOf) : 0;
        var annotations = new DataViewSchema.Annotations.Builder();
        if (_itemType is NumberDataViewType && _inputs.All(c => c.IsNormalized()))
            annotations.AddPrimitiveValue(AnnotationKinds.IsNormalized, BooleanDataViewType.Instance, true);
        if (size > 0 && _inputs.Any(c => c.Type is not VectorDataViewType || c.HasSlotNames()))
            annotations.Add<VBuffer<ReadOnlyMemory<char>>>(AnnotationKinds.SlotNames, new VectorDataViewType(TextDataViewType.Instance, size), SlotNames);
        return new(output, new VectorDataViewType(_itemType, size), annotations.ToAnnotations());
    }

    // A scalar's slot is named after its column, a vector's slots "column.slot" where it names them.
    private void SlotNames(ref VBuffer<ReadOnlyMemory<char>> names)
    {
        var all = new ReadOnlyMemory<char>[_inputs.Sum(SizeOf)];
        VBuffer<ReadOnlyMemory<char>> own = default;
        int slot = 0;
        foreach (DataViewSchema.Column input in _inputs)
        {
            if (input.Type is not VectorDataViewType)
                all[slot] = input.Name.AsMemory();
            if (input.HasSlotNames())
            {
                input.GetSlotNames(ref own);
                foreach ((int i, ReadOnlyMemory<char> name) in own.Items().Where(item => !item.Value.IsEmpty))
                    all[slot + i] = $"{input.Name}.{name}".AsMemory();
            }
            slot += SizeOf(input);
        }
        names = new VBuffer<ReadOnlyMemory<char>>(all.Length, all);
    }

    private Delegate Getter<TItem>(DataViewRow row)
    {
        if (IsIdentity)
            return row.GetGetter<VBuffer<TItem>>(_inputs[0]);
        Concatenation<TItem>[] parts = [.. _inputs.Select(input => new Concatenation<TItem>(row, input))];
        return (ValueGetter<VBuffer<TItem>>)((ref VBuffer<TItem> value) => Concatenation<TItem>.Join(parts, ref value));
    }
}
