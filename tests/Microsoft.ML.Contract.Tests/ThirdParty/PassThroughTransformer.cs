using Microsoft.ML.Data;

namespace Microsoft.ML.Contract.Tests;

/// <summary>Gives back what it is given.</summary>
public sealed class PassThroughTransformer : ITransformer
{
    public bool IsRowToRowMapper => false;

    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => inputSchema;

    public IDataView Transform(IDataView input) => input;

    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new InvalidOperationException("Not row-to-row.");

    public void Save(ModelSaveContext ctx) => throw new NotSupportedException();
}
