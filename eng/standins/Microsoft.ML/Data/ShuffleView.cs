namespace Microsoft.ML.Data;

// Rows in random order: the source shuffles if it can, and a pool of rows is drawn from at random.
// Columns that are neither primitive nor vector do not exist in it.
internal sealed class ShuffleView(IDataView input, int seed, int poolSize, bool shuffleSource) : IDataView
{
    private readonly IDataView _source = SelectedView.Cacheable(input);

    public bool CanShuffle => true;

    public DataViewSchema Schema => _source.Schema;

    public long? GetRowCount() => _source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random rand = null)
    {
        Random random = rand ?? new Random(seed);
        DataViewRowCursor cursor = _source.GetRowCursor(columnsNeeded, shuffleSource ? new Random(random.Next()) : null);
        return poolSize == 1 ? cursor : new ShuffleCursor(cursor, poolSize, random);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random rand = null)
        => [GetRowCursor(columnsNeeded, rand)];
}
