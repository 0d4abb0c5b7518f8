using Microsoft.ML.Internals;

namespace Microsoft.ML.Data;

internal sealed class RowToRowMapperChain(DataViewSchema inputSchema, IReadOnlyList<IRowToRowMapper> mappers) : IRowToRowMapper
{
    public DataViewSchema InputSchema => inputSchema;

    public DataViewSchema OutputSchema => mappers.Count == 0 ? inputSchema : mappers[^1].OutputSchema;

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
        => mappers.Reverse().Aggregate(dependingColumns, (needed, mapper) => mapper.GetDependencies(needed));

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        Check.NotNull(input, nameof(input));
        Check.NotNull(activeColumns, nameof(activeColumns));
        Check.Param(input.Schema == InputSchema, nameof(input), "The row has another schema than the one that the mapper was made for");
        if (mappers.Count == 0)
            return input;
        var needed = new IEnumerable<DataViewSchema.Column>[mappers.Count];
        needed[^1] = activeColumns;
        for (int i = mappers.Count - 1; i > 0; i--)
            needed[i - 1] = mappers[i].GetDependencies(needed[i]);
        DataViewRow row = input;
        for (int i = 0; i < mappers.Count; i++)
            row = mappers[i].GetRow(row, needed[i]);
        return row;
    }
}
