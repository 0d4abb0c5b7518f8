using Microsoft.ML.Data;
using Microsoft.ML.Internals;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

public sealed class ColumnCopyingEstimator : TrivialEstimator<ColumnCopyingTransformer>
{
    internal ColumnCopyingEstimator(IHostEnvironment env, string output, string input)
        : this(env.Register(nameof(ColumnCopyingEstimator)), output, input)
    {
    }

    private ColumnCopyingEstimator(IHost host, string output, string input)
        : base(host, new ColumnCopyingTransformer(host, [(output, input)]))
    {
    }

    public override SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Check.NotNull(inputSchema, nameof(inputSchema));
        return inputSchema.With(Transformer.Columns.Select(c =>
            (inputSchema.Find(c.Input) ?? throw Check.MissingColumn(nameof(inputSchema), "input", c.Input)).Renamed(c.Output)));
    }
}
