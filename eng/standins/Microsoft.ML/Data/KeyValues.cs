using System.Globalization;
using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// Keys of any width, counted from 1; 0 is missing.
internal static class KeyValues
{
    public static Func<ulong> Reader(DataViewRow row, DataViewSchema.Column column)
        => (Func<ulong>)Generic.Call(typeof(KeyValues), null, nameof(ReaderOf), column.Type.RawType, row, column);

    private static Func<ulong> ReaderOf<TKey>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<TKey> getter = row.GetGetter<TKey>(column);
        TKey key = default;
        return () =>
        {
            getter(ref key);
            return Convert.ToUInt64(key, CultureInfo.InvariantCulture);
        };
    }
}
