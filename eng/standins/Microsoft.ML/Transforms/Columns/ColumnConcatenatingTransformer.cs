using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

public sealed class ColumnConcatenatingTransformer : RowToRowTransformerBase
{
    private readonly string _output;
    private readonly string[] _inputs;

    internal ColumnConcatenatingTransformer(IHost host, string output, string[] inputs)
        : base(host)
    {
        _output = output;
        _inputs = inputs;
    }

    private protected override IRowMapping MakeMapping(DataViewSchema schema) => new ConcatenationMapping(schema, _output, _inputs);
}
