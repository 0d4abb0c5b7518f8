namespace Microsoft.ML.Data;

// The rows of the source that a test accepts.
internal sealed class FilterView(IDataView source, Func<DataViewSchema.Column, bool> tested, Func<DataViewRowCursor, Func<bool>> makeTest) : StockView(source)
{
    public override DataViewSchema Schema => Source.Schema;

    public override long? GetRowCount() => null;

    internal override DataViewRowCursor Open(DataViewSchema.Column[] columns, Random rand, ref bool parallel)
        => Filter(columns, OpenSource(Source, Needed(columns), rand, ref parallel));

    internal override DataViewRowCursor OpenAlone(DataViewSchema.Column[] columns, Random rand)
        => Filter(columns, Source.GetRowCursor(Needed(columns), rand));

    private IEnumerable<DataViewSchema.Column> Needed(DataViewSchema.Column[] columns)
    {
        bool[] active = ColumnSelection.Active(Schema, columns);
        return Schema.Where(c => active[c.Index] || tested(c));
    }

    private FilterCursor Filter(DataViewSchema.Column[] columns, DataViewRowCursor input)
        => new(input, ColumnSelection.Active(Schema, columns), makeTest(input));
}
