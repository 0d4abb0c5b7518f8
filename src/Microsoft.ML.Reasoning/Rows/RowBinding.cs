using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>A component bound to an input schema: the input's columns at their places, the computed ones behind them.</summary>
internal sealed class RowBinding : IRowToRowMapper
{
    public RowBinding(DataViewSchema inputSchema, BatchMapper mapper)
    {
        InputSchema = inputSchema;
        Mapper = mapper;
        var builder = new DataViewSchema.Builder();
        builder.AddColumns((IEnumerable<DataViewSchema.Column>)inputSchema);
        builder.AddColumns(mapper.Outputs);
        OutputSchema = builder.ToSchema();
    }

    public DataViewSchema InputSchema { get; }

    public DataViewSchema OutputSchema { get; }

    public BatchMapper Mapper { get; }

    public bool IsComputed(DataViewSchema.Column column) => column.Index >= InputSchema.Count;

    /// <summary>Which columns of <see cref="OutputSchema"/> are asked for, by index.</summary>
    public bool[] Activate(IEnumerable<DataViewSchema.Column> columns)
    {
        var active = new bool[OutputSchema.Count];
        foreach (DataViewSchema.Column column in columns)
            active[CheckedIndex(column)] = true;
        return active;
    }

    public IEnumerable<DataViewSchema.Column> GetDependencies(IEnumerable<DataViewSchema.Column> dependingColumns)
    {
        ArgumentNullException.ThrowIfNull(dependingColumns);
        var needed = new bool[InputSchema.Count];
        foreach (DataViewSchema.Column column in dependingColumns)
        {
            if (!IsComputed(OutputSchema[CheckedIndex(column)]))
                needed[column.Index] = true;
            else
                foreach (DataViewSchema.Column input in Mapper.Inputs)
                    needed[input.Index] = true;
        }
        return InputSchema.Where(column => needed[column.Index]).ToArray();
    }

    public DataViewRow GetRow(DataViewRow input, IEnumerable<DataViewSchema.Column> activeColumns)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(activeColumns);
        if (input.Schema != InputSchema)
            throw new ArgumentException("The row has another schema than the one that this mapper was made for.", nameof(input));
        return new MappedRow(this, input, Activate(activeColumns));
    }

    private int CheckedIndex(DataViewSchema.Column column)
    {
        if (column.Index < 0 || column.Index >= OutputSchema.Count || OutputSchema[column.Index].Name != column.Name)
            throw new ArgumentOutOfRangeException(nameof(column), $"Column '{column.Name}' is none of this view's columns.");
        return column.Index;
    }
}
