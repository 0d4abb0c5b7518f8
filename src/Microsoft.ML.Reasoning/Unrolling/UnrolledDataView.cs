using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>A view with a row a response.</summary>
internal sealed class UnrolledDataView(IHost host, IDataView source, UnrollBinding binding) : IDataView
{
    public DataViewSchema Schema => binding.OutputSchema;

    /// <summary>Shuffling the source would keep the responses to a problem together.</summary>
    public bool CanShuffle => false;

    public long? GetRowCount() => binding.KnownSize > 0 ? source.GetRowCount() * binding.KnownSize : null;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        ArgumentNullException.ThrowIfNull(columnsNeeded);
        var active = new bool[Schema.Count];
        var inputs = new HashSet<int>();
        foreach (DataViewSchema.Column column in columnsNeeded)
        {
            active[column.Index] = true;
            if (binding.Source(Schema[column.Index]) is DataViewSchema.Column input)
                inputs.Add(input.Index);
        }
        if (binding.KnownSize == 0)
            inputs.Add(binding.Unrolled[0].Index);
        return new UnrolledCursor(host, binding, source.GetRowCursor(source.Schema.Where(column => inputs.Contains(column.Index))), active);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];
}
