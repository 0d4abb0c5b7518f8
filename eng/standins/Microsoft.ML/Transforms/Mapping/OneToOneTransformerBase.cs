using Microsoft.ML.Internals;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

public abstract class OneToOneTransformerBase : RowToRowTransformerBase
{
    private protected OneToOneTransformerBase(IHost host, IReadOnlyList<(string Output, string Input)> columns)
        : base(host)
    {
        foreach ((string output, string input) in columns)
        {
            Check.NotEmpty(output, "outputColumnName");
            Check.NotEmpty(input, "inputColumnName");
        }
        Columns = columns;
    }

    internal IReadOnlyList<(string Output, string Input)> Columns { get; }

    private protected sealed override IRowMapping MakeMapping(DataViewSchema schema)
        => new OneToOneMapping(this, [.. Columns.Select(c =>
            schema.GetColumnOrNull(c.Input) ?? throw Check.MissingColumn("inputSchema", "input", c.Input))]);

    internal abstract DataViewSchema.DetachedColumn OutputOf(string name, DataViewSchema.Column input);

    internal abstract Delegate GetterOf(DataViewRow row, DataViewSchema.Column input);
}
