using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// A dictionary from the values of one column to those of another.
internal abstract class ValueMap(DataViewSchema.Column key, DataViewSchema.Column value)
{
    public DataViewSchema.Column Key => key;

    public DataViewSchema.Column Value => value;

    public abstract Delegate Getter(DataViewRow row, DataViewSchema.Column input);

    public static ValueMap Read(IDataView lookup, DataViewSchema.Column key, DataViewSchema.Column value)
    {
        Check.NotNull(lookup, nameof(lookup));
        foreach (DataViewSchema.Column column in new[] { key, value })
        {
            Check.State(
                lookup.Schema.GetColumnOrNull(column.Name) is DataViewSchema.Column own && own.Index == column.Index && own.Type == column.Type,
                $"The selected column '{column.Name}' is not included in the lookup view");
        }
        return (ValueMap)Generic.Call(typeof(ValueMap), null, nameof(OfKeys), key.Type.RawType, lookup, key, value);
    }

    private static ValueMap OfKeys<TKey>(IDataView lookup, DataViewSchema.Column key, DataViewSchema.Column value)
        => (ValueMap)Generic.Call(typeof(ValueMap<TKey>), null, nameof(ValueMap<TKey>.OfValues), value.Type.RawType, lookup, key, value);
}
