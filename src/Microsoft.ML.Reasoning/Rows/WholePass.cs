using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>A pass over a view that ends in a result and not in another view.</summary>
internal static class WholePass
{
    /// <summary>
    /// A cursor on every column that a cache can keep. ML.NET's cache fills the columns that a pass asks for and no others: if evaluating
    /// asked for the verdicts alone, saving the responses afterwards would let the model answer everything again. A column that is
    /// asked for and not read costs nothing without a cache.
    /// </summary>
    public static DataViewRowCursor Open(IDataView data) => data.GetRowCursor(
        data.Schema.Where(column => !column.IsHidden && column.Type is PrimitiveDataViewType or VectorDataViewType).ToArray());
}
