using System.Globalization;
using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// Pairs of key and value as a view with the columns Key and Value.
internal static class Lookup
{
    public static IDataView Of<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> pairs)
        => View([.. pairs.Select(p => new LookupRow<TKey, TValue> { Key = p.Key, Value = p.Value })], null);

    public static IDataView OfArrays<TKey, TItem>(IEnumerable<KeyValuePair<TKey, TItem[]>> pairs)
    {
        LookupRow<TKey, TItem[]>[] rows = [.. pairs.Select(p => new LookupRow<TKey, TItem[]> { Key = p.Key, Value = p.Value })];
        int[] lengths = [.. rows.Select(r => r.Value.Length).Distinct()];
        PrimitiveDataViewType item = PrimitiveTypes.Of(typeof(TItem));
        return View(rows, definition => definition["Value"].ColumnType = new VectorDataViewType(item, lengths.Length == 1 ? lengths[0] : 0));
    }

    // Unsigned values are keys themselves, counted from 1; others are numbered in the order in which they appear.
    public static IDataView OfKeys<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> pairs)
    {
        KeyValuePair<TKey, TValue>[] all = [.. pairs];
        List<TValue> distinct = [.. all.Select(p => p.Value).Distinct()];
        bool areKeys = typeof(TValue) == typeof(uint) || typeof(TValue) == typeof(ulong);
        LookupRow<TKey, uint>[] rows = [.. all.Select(p => new LookupRow<TKey, uint>
        {
            Key = p.Key,
            Value = areKeys ? Convert.ToUInt32(p.Value, CultureInfo.InvariantCulture) - 1 : (uint)distinct.IndexOf(p.Value),
        })];
        return View(rows, definition =>
        {
            definition["Value"].ColumnType = new KeyDataViewType(typeof(uint), distinct.Count);
            definition["Value"].AddAnnotation(
                AnnotationKinds.KeyValues, distinct.ConvertAll(v => v.ToString()).ToArray(), new VectorDataViewType(TextDataViewType.Instance, distinct.Count));
        });
    }

    private static TypedView<LookupRow<TKey, TValue>> View<TKey, TValue>(LookupRow<TKey, TValue>[] rows, Action<SchemaDefinition> adjust)
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(LookupRow<TKey, TValue>), SchemaDefinition.Direction.Read);
        adjust?.Invoke(definition);
        return new TypedView<LookupRow<TKey, TValue>>(rows, RowClass.Of(typeof(LookupRow<TKey, TValue>), SchemaDefinition.Direction.Read, definition));
    }
}
