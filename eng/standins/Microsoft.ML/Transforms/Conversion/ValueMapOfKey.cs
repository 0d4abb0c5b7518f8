namespace Microsoft.ML.Data;

internal static class ValueMap<TKey>
{
    public static ValueMap OfValues<TValue>(IDataView lookup, DataViewSchema.Column key, DataViewSchema.Column value)
    {
        using DataViewRowCursor cursor = lookup.GetRowCursor([key, value]);
        ValueGetter<TKey> keys = cursor.GetGetter<TKey>(key);
        ValueGetter<TValue> values = cursor.GetGetter<TValue>(value);
        // Texts are equal by their characters, which ReadOnlyMemory is not.
        IEqualityComparer<TKey> comparer = typeof(TKey) == typeof(ReadOnlyMemory<char>) ? (IEqualityComparer<TKey>)(object)new TextComparer() : null;
        var pairs = new Dictionary<TKey, TValue>(comparer);
        while (cursor.MoveNext())
        {
            TKey from = default;
            TValue to = default;
            keys(ref from);
            values(ref to);
            if (!pairs.TryAdd(from, to))
                throw new InvalidOperationException($"Duplicate keys in data '{from}'");
        }
        return new ValueMap<TKey, TValue>(pairs, key, value);
    }
}
