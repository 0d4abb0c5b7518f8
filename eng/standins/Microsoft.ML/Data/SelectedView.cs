using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// Some columns of the source, in some order. Also the row-to-row mapper of the same selection.
internal sealed class SelectedView : StockView, IRowToRowMapper
{
    private readonly int[] _sources;

    public SelectedView(IDataView source, int[] sources)
        : base(source)
    {
        _sources = sources;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(sources.Select(i => source.Schema[i]));
        Schema = builder.ToSchema();
    }

    public override DataViewSchema Schema { get; }

    DataViewSchema IRowToRowMapper.InputSchema => Source.Schema;

    DataViewSchema IRowToRowMapper.OutputSchema => Schema;

    // The view itself when all of its columns can be copied.
    public static IDataView Cacheable(IDataView input)
        => ColumnSelection.AreCacheable(input.Schema)
            ? input
            : new SelectedView(input, [.. input.Schema.Where(c => ColumnSelection.IsCacheable(c.Type)).Select(c => c.Index)]);

    public static IDataView Without(IDataView input, string column)
        => new SelectedView(input, [.. input.Schema.Where(c => c.Name != column).Select(c => c.Index)]);

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        var needed = dependingColumns.Select(c => _sources[c.Index]).ToHashSet();
        return Source.Schema.Where(c => needed.Contains(c.Index));
    }

    DataViewRow IRowToRowMapper.GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        Check.NotNull(input, nameof(input));
        return new SelectedRow(input, Schema, _sources);
    }

    internal override DataViewRowCursor Open(DataViewSchema.Column[] columns, Random rand, ref bool parallel)
        => Select(columns, OpenSource(Source, GetDependencies(columns), rand, ref parallel));

    internal override DataViewRowCursor OpenAlone(DataViewSchema.Column[] columns, Random rand)
        => Select(columns, Source.GetRowCursor(GetDependencies(columns), rand));

    private SelectedCursor Select(DataViewSchema.Column[] columns, DataViewRowCursor input)
        => new(input, Schema, _sources, ColumnSelection.Active(Schema, columns));
}
