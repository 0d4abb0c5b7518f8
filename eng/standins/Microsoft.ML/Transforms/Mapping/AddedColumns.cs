namespace Microsoft.ML.Data;

// The schema after columns were added: one with a new name at the end, one with an old name directly behind its namesake, which it hides.
internal sealed class AddedColumns
{
    private readonly List<int> _map; // by output column: the source column, or ~ the added one

    public AddedColumns(DataViewSchema source, IReadOnlyList<DataViewSchema.DetachedColumn> added)
    {
        Source = source;
        _map = [.. Enumerable.Range(0, source.Count)];
        for (int i = 0; i < added.Count; i++)
        {
            string name = added[i].Name;
            int namesake = _map.FindLastIndex(m => (m >= 0 ? source[m].Name : added[~m].Name) == name);
            _map.Insert(namesake < 0 ? _map.Count : namesake + 1, ~i);
        }
        var builder = new DataViewSchema.Builder();
        foreach (int m in _map)
        {
            DataViewSchema.DetachedColumn column = m >= 0 ? new DataViewSchema.DetachedColumn(source[m]) : added[~m];
            builder.AddColumn(column.Name, column.Type, column.Annotations);
        }
        Schema = builder.ToSchema();
    }

    public DataViewSchema Source { get; }

    public DataViewSchema Schema { get; }

    // The source column (0 and more), or ~ the number of the added column.
    public int this[int column] => _map[column];

    public bool IsWanted(int added, bool[] active) => active[_map.IndexOf(~added)];
}
