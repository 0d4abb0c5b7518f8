using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// Gives every row a number in [0, 1), the same in every pass.
internal sealed class RowSampling(string keyColumn, int seed)
{
    public IDataView Inside(IDataView data, double from, double to)
        => Filter(data, number => from <= number && number < to);

    public IDataView Outside(IDataView data, double from, double to)
        => Filter(data, number => number < from || to <= number);

    private FilterView Filter(IDataView data, Func<double, bool> accepts)
        => new(data, c => c.Name == keyColumn && !c.IsHidden, cursor =>
        {
            Func<double> number = Numbers(cursor);
            return () => accepts(number());
        });

    private Func<double> Numbers(DataViewRowCursor cursor)
    {
        if (keyColumn == null)
            return new Random(seed).NextDouble;
        DataViewSchema.Column column = cursor.Schema[keyColumn];
        return (Func<double>)Generic.Call(typeof(RowSampling), this, nameof(Hashes), column.Type.RawType, cursor, column);
    }

    private Func<double> Hashes<TValue>(DataViewRowCursor cursor, DataViewSchema.Column column)
    {
        ValueGetter<TValue> getter = cursor.GetGetter<TValue>(column);
        TValue value = default;
        return () =>
        {
            getter(ref value);
            ulong hash = 14695981039346656037UL ^ (uint)seed; // FNV-1a, then a finishing step that spreads the last characters
            foreach (char c in $"{value}")
                hash = (hash ^ c) * 1099511628211UL;
            hash = (hash ^ (hash >> 32)) * 0xff51afd7ed558ccdUL;
            return ((hash ^ (hash >> 29)) >> 11) / (double)(1UL << 53);
        };
    }
}
