using System.Collections.Immutable;
using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

public sealed partial class DataDebuggerPreview
{
    internal DataDebuggerPreview(IDataView data, int maxRows)
    {
        Check.NotNull(data, nameof(data));
        Check.Param(maxRows >= 0, nameof(maxRows), "Must not be negative");
        Schema = data.Schema;
        var rows = new List<RowInfo>();
        List<object>[] columns = [.. Schema.Select(_ => new List<object>())];
        using (DataViewRowCursor cursor = data.GetRowCursor(Schema))
        {
            Func<object>[] values = [.. Schema.Select(c => (Func<object>)Generic.Call(typeof(DataDebuggerPreview), null, nameof(Reader), c.Type.RawType, cursor, c))];
            while (rows.Count < maxRows && cursor.MoveNext())
            {
                var row = new RowInfo(Schema.Count);
                for (int i = 0; i < values.Length; i++)
                {
                    // Fetched twice, as in the original: a value that shares its buffers is stored in two places.
                    row.Values[i] = new KeyValuePair<string, object>(Schema[i].Name, values[i]());
                    columns[i].Add(values[i]());
                }
                rows.Add(row);
            }
        }
        RowView = [.. rows];
        ColumnView = [.. Schema.Select(c => new ColumnInfo(c, [.. columns[c.Index]]))];
    }

    public DataViewSchema Schema { get; }

    public ImmutableArray<ColumnInfo> ColumnView { get; }

    public ImmutableArray<RowInfo> RowView { get; }

    public override string ToString() => $"{Schema.Count} columns, {RowView.Length} rows";

    private static Func<object> Reader<TValue>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<TValue> getter = row.GetGetter<TValue>(column);
        return () =>
        {
            TValue value = default;
            getter(ref value);
            return value;
        };
    }
}
