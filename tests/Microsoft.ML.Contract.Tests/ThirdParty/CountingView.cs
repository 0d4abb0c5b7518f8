using Microsoft.ML.Data;

namespace Microsoft.ML.Contract.Tests;

/// <summary>
/// A view written with the public interface only: row i has Key = i (Single), Number = i (Int32), Text = "row i", Payload.
/// Counts what is asked of it; fails at row <c>failAt</c> when Number is fetched.
/// </summary>
public sealed class CountingView : IDataView
{
    private readonly int _rows;
    private readonly int _failAt;

    public CountingView(int rows, int failAt = -1, bool withPayload = true)
    {
        _rows = rows;
        _failAt = failAt;
        var builder = new DataViewSchema.Builder();
        builder.AddColumn("Key", NumberDataViewType.Single);
        builder.AddColumn("Number", NumberDataViewType.Int32);
        builder.AddColumn("Text", TextDataViewType.Instance);
        if (withPayload)
            builder.AddColumn("Payload", PayloadType.Instance);
        Schema = builder.ToSchema();
    }

    public Counts Counts { get; } = new();

    public bool CanShuffle => false;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        bool[] active = new bool[Schema.Count];
        foreach (DataViewSchema.Column column in columnsNeeded)
            active[column.Index] = true;
        Counts.Cursor();
        Counts.LastColumns = [.. Schema.Where(c => active[c.Index]).Select(c => c.Name)];
        return new CountingCursor(this, active, _rows, _failAt);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
        => [GetRowCursor(columnsNeeded, rand)];
}
