using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

// The source with the columns of a mapping added. Also the row-to-row mapper of the same mapping.
internal sealed class MappedView(IDataView source, IRowMapping mapping) : StockView(source), IRowToRowMapper
{
    private readonly AddedColumns _columns = new(source.Schema, mapping.Outputs);

    public override DataViewSchema Schema => _columns.Schema;

    DataViewSchema IRowToRowMapper.InputSchema => Source.Schema;

    DataViewSchema IRowToRowMapper.OutputSchema => Schema;

    public static DataViewSchema SchemaOf(DataViewSchema input, IRowMapping mapping) => new AddedColumns(input, mapping.Outputs).Schema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
        => Dependencies(ColumnSelection.Active(Schema, dependingColumns));

    DataViewRow IRowToRowMapper.GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        Check.NotNull(input, nameof(input));
        Check.NotNull(activeColumns, nameof(activeColumns));
        Check.State(input.Schema == Source.Schema, "Schema of input row must be the same as the schema the mapper is bound to");
        bool[] active = ColumnSelection.Active(Schema, activeColumns);
        return new MappedRow(input, _columns, mapping.Getters(input, Wanted(active)));
    }

    internal override DataViewRowCursor Open(DataViewSchema.Column[] columns, Random rand, ref bool parallel)
    {
        bool[] active = ColumnSelection.Active(Schema, columns);
        parallel |= mapping.Outputs.Where((_, i) => _columns.IsWanted(i, active)).Any();
        return Map(OpenSource(Source, Dependencies(active), rand, ref parallel), active);
    }

    internal override DataViewRowCursor OpenAlone(DataViewSchema.Column[] columns, Random rand)
    {
        bool[] active = ColumnSelection.Active(Schema, columns);
        return Map(Source.GetRowCursor(Dependencies(active), rand), active);
    }

    private MappedCursor Map(DataViewRowCursor input, bool[] active)
        => new(input, _columns, active, mapping.Getters(input, Wanted(active)));

    private Func<int, bool> Wanted(bool[] active) => added => _columns.IsWanted(added, active);

    private IEnumerable<DataViewSchema.Column> Dependencies(bool[] active)
    {
        var passed = new HashSet<int>(Enumerable.Range(0, active.Length).Where(i => active[i] && _columns[i] >= 0).Select(i => _columns[i]));
        Func<int, bool> needed = mapping.Dependencies(Wanted(active));
        return Source.Schema.Where(c => passed.Contains(c.Index) || needed(c.Index));
    }
}
