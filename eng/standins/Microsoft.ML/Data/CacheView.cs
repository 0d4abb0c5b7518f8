using Microsoft.ML.Internals;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

// Keeps every column in memory from the first time that it is asked for. A background thread fills all columns asked for together
// in one pass. Columns that are neither primitive nor vector do not exist in it.
internal sealed class CacheView : IDataView
{
    private readonly IHostEnvironment _env;
    private readonly IDataView _source;
    private readonly CacheFill[] _fills;
    private readonly Lock _lock = new();
    private CacheFill _anyFill;
    private long? _rowCount;

    public CacheView(IHostEnvironment env, IDataView input, string[] prefetch)
    {
        _env = env;
        foreach (string name in prefetch ?? [])
        {
            DataViewSchema.Column column = input.Schema.GetColumnOrNull(name) ?? throw Check.MissingColumn("columnsToPrefetch", "prefetch", name);
            Check.State(ColumnSelection.IsCacheable(column.Type), $"Asked to prefetch column '{name}' into cache, but it is of unhandled type '{column.Type}'");
        }
        _source = SelectedView.Cacheable(input);
        _rowCount = _source.GetRowCount();
        _fills = new CacheFill[Schema.Count];
        if (prefetch is { Length: > 0 })
            Fill(Schema.Where(c => prefetch.Contains(c.Name)));
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount() => _rowCount ?? (_anyFill is { IsComplete: true } fill ? fill.Count : null);

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        bool[] active = ColumnSelection.Active(Schema, columnsNeeded);
        CacheFill[] fills = Fill(Schema.Where(c => active[c.Index]));
        int[] order = null;
        if (rand != null)
        {
            order = [.. Enumerable.Range(0, fills[0].WaitForAll())];
            rand.Shuffle(order);
        }
        return new CacheCursor(Schema, active, _fills, fills, order);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => [GetRowCursor(columnsNeeded, rand)];

    // Starts a pass over the source for the columns that no earlier pass has taken; returns the passes that a reader must wait for.
    private CacheFill[] Fill(IEnumerable<DataViewSchema.Column> columns)
    {
        lock (_lock)
        {
            DataViewSchema.Column[] wanted = [.. columns];
            DataViewSchema.Column[] missing = [.. wanted.Where(c => _fills[c.Index] == null)];
            if (missing.Length > 0 || _anyFill == null)
            {
                _anyFill = new CacheFill(_env, _source, missing);
                foreach (DataViewSchema.Column column in missing)
                    _fills[column.Index] = _anyFill;
            }
            return wanted.Length == 0 ? [_anyFill] : [.. wanted.Select(c => _fills[c.Index]).Distinct()];
        }
    }
}
