namespace Microsoft.ML.Contract.Tests;

public sealed class SquareView(SquareTransformer transformer, IDataView input) : IDataView
{
    public bool CanShuffle => input.CanShuffle;

    public DataViewSchema Schema { get; } = transformer.GetOutputSchema(input.Schema);

    public long? GetRowCount() => input.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        HashSet<string> active = [.. columnsNeeded.Select(c => c.Name)];
        IEnumerable<DataViewSchema.Column> needed = input.Schema.Where(c => active.Contains(c.Name) || (c.Name == "Number" && active.Contains("Square")));
        return new SquareCursor(transformer, input.GetRowCursor(needed, rand), Schema, active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];
}
