namespace Microsoft.ML.Reasoning;

/// <summary>A view with a component's columns added; nothing is computed before a cursor's getter asks.</summary>
internal sealed class MappedDataView(IDataView source, RowBinding binding) : IDataView
{
    public DataViewSchema Schema => binding.OutputSchema;

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        ArgumentNullException.ThrowIfNull(columnsNeeded);
        DataViewSchema.Column[] needed = columnsNeeded.ToArray();
        return new MappedCursor(binding, source.GetRowCursor(binding.GetDependencies(needed), rand), binding.Activate(needed));
    }

    /// <summary>One cursor: the computation is batched, and a model is not shared between threads.</summary>
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
