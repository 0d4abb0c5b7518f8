using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

internal static class ColumnSelection
{
    public static bool[] Active(DataViewSchema schema, IEnumerable<DataViewSchema.Column> columnsNeeded)
    {
        Check.NotNull(columnsNeeded, nameof(columnsNeeded));
        var active = new bool[schema.Count];
        foreach (DataViewSchema.Column column in columnsNeeded)
        {
            Check.State(column.Index < active.Length, $"The requested column {column} is not part of the schema");
            active[column.Index] = true;
        }
        return active;
    }

    // What the cache, the shuffle pool and the read-ahead can copy: everything but structured types other than vectors.
    public static bool IsCacheable(DataViewType type) => type is PrimitiveDataViewType or VectorDataViewType;

    public static bool AreCacheable(IEnumerable<DataViewSchema.Column> columns) => columns.All(c => IsCacheable(c.Type));
}
