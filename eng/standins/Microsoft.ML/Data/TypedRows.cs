namespace Microsoft.ML.Data;

// A view seen as row objects.
internal static class TypedRows
{
    public static IEnumerable<TRow> Read<TRow>(IDataView data, bool reuseRowObject, bool ignoreMissingColumns, SchemaDefinition definition)
        where TRow : class, new()
    {
        // Bound at once, so that a missing column is reported before the enumeration starts.
        var writing = new RowWriting<TRow>(data.Schema, ignoreMissingColumns, definition);
        return Enumerate(data, writing, reuseRowObject);
    }

    private static IEnumerable<TRow> Enumerate<TRow>(IDataView data, RowWriting<TRow> writing, bool reuseRowObject)
        where TRow : class, new()
    {
        using DataViewRowCursor cursor = data.GetRowCursor(writing.Dependencies(data.Schema));
        Action<TRow> fill = writing.Bind(cursor);
        TRow row = null;
        while (cursor.MoveNext())
        {
            if (row == null || !reuseRowObject)
                row = new TRow();
            fill(row);
            yield return row;
        }
    }
}
