using Microsoft.ML.Data;

namespace Microsoft.ML.Contract.Tests;

public sealed class SquareMapper(SquareTransformer transformer, DataViewSchema inputSchema) : IRowToRowMapper
{
    public DataViewSchema InputSchema => inputSchema;

    public DataViewSchema OutputSchema { get; } = transformer.GetOutputSchema(inputSchema);

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
        => dependingColumns.Select(c => c.Name == "Square" ? "Number" : c.Name).Distinct().Select(name => inputSchema[name]);

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
        => new SquareRow(transformer, input, OutputSchema);
}
