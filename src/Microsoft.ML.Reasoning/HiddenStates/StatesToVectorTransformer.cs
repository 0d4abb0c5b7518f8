using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Copies states to the host; see <see cref="StatesToVectorEstimator"/>.</summary>
public sealed class StatesToVectorTransformer : ReasoningTransformer
{
    private readonly string _outputColumnName;
    private readonly string _inputColumnName;

    internal StatesToVectorTransformer(IHost host, string outputColumnName, string inputColumnName) : base(host)
    {
        _outputColumnName = outputColumnName;
        _inputColumnName = inputColumnName;
    }

    internal override BatchMapper CreateMapper(DataViewSchema inputSchema) =>
        new StatesToVectorMapper(_outputColumnName, ColumnCheck.AnyStates(inputSchema, _inputColumnName, nameof(StatesToVectorTransformer)));
}
