namespace Microsoft.ML.Data;

// The tests by which rows are kept.
internal static class RowTests
{
    public static FilterView InRange(IDataView input, DataViewSchema.Column column, double lower, double upper, bool complement = false)
        => new(input, c => c.Index == column.Index, cursor =>
        {
            Func<double> read = Number(cursor, cursor.Schema[column.Index]);
            return () =>
            {
                double value = read();
                if (double.IsNaN(value) && column.Type is KeyDataViewType)
                    return false;
                return complement ? lower > value || value >= upper : lower <= value && value < upper;
            };
        });

    // Drops the rows for which the predicate is true, as the original does.
    public static FilterView DroppedBy<TRow>(IDataView input, Func<TRow, bool> predicate)
        where TRow : class, new()
        => DroppedBy<TRow, object>(input, () => null, (row, _) => predicate(row));

    public static FilterView DroppedBy<TRow, TState>(IDataView input, Func<TState> makeState, Func<TRow, TState, bool> predicate)
        where TRow : class, new()
    {
        var writing = new RowWriting<TRow>(input.Schema, ignoreMissingColumns: false, null);
        var needed = writing.Dependencies(input.Schema).Select(c => c.Index).ToHashSet();
        return new FilterView(input, c => needed.Contains(c.Index), cursor =>
        {
            Action<TRow> fill = writing.Bind(cursor);
            var row = new TRow();
            TState state = makeState();
            return () =>
            {
                fill(row);
                return !predicate(row, state);
            };
        });
    }

    public static FilterView WithoutMissing(IDataView input, IReadOnlyCollection<DataViewSchema.Column> columns)
        => new(input, c => columns.Any(column => column.Index == c.Index), cursor =>
        {
            Func<bool>[] missing = [.. columns.Select(c => MissingValues.Test(cursor, cursor.Schema[c.Index]))];
            return () => !missing.Any(isMissing => isMissing());
        });

    // Single, Double, or the position of a key within its range (not a number when the key is missing).
    private static Func<double> Number(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is KeyDataViewType key)
        {
            Func<ulong> keys = KeyValues.Reader(row, column);
            return () => keys() is ulong k and > 0 ? (k - 0.5) / key.Count : double.NaN;
        }
        if (column.Type == NumberDataViewType.Single)
        {
            ValueGetter<float> singles = row.GetGetter<float>(column);
            float single = 0;
            return () =>
            {
                singles(ref single);
                return single;
            };
        }
        ValueGetter<double> doubles = row.GetGetter<double>(column);
        double value = 0;
        return () =>
        {
            doubles(ref value);
            return value;
        };
    }
}
