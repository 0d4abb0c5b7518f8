using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Turns a row a problem into a row a response; see <see cref="UnrollResponsesEstimator"/>.</summary>
public sealed class UnrollResponsesTransformer : ITransformer
{
    private readonly IHost _host;
    private readonly UnrollResponsesState _state;

    internal UnrollResponsesTransformer(IHost host, UnrollResponsesState state)
    {
        _host = host;
        _state = state;
    }

    /// <summary>Always false: an input row gives several output rows.</summary>
    public bool IsRowToRowMapper => false;

    /// <summary>The schema that <see cref="Transform"/> gives for an input schema.</summary>
    /// <param name="inputSchema">The schema of the data.</param>
    /// <returns>The input's other columns and, behind them, the scalars.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or is no vector.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return Bind(inputSchema).OutputSchema;
    }

    /// <summary>Unrolls a view; rows are touched by cursors.</summary>
    /// <param name="input">The data.</param>
    /// <returns>A lazy view.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or is no vector.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new UnrolledDataView(_host, input, Bind(input.Schema));
    }

    /// <summary>Not possible, see <see cref="IsRowToRowMapper"/>.</summary>
    /// <param name="inputSchema">Ignored.</param>
    /// <returns>Nothing.</returns>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => throw new InvalidOperationException(
        $"{nameof(UnrollResponsesTransformer)} makes several rows of one and maps none to one; check {nameof(IsRowToRowMapper)} first.");

    void ICanSaveModel.Save(ModelSaveContext ctx) =>
        throw new NotSupportedException($"{nameof(UnrollResponsesTransformer)} cannot be saved by mlContext.Model.Save yet.");

    internal UnrollBinding Bind(DataViewSchema inputSchema) => new(_state, inputSchema);
}
