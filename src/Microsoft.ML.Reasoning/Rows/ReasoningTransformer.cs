using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>
/// A transformer of this library that adds columns to each row. It is lazy (a column is computed when its getter is asked, a batch of rows
/// at a time), works in any <see cref="EstimatorChain{TLastTransformer}"/> and in a <see cref="PredictionEngine{TSrc, TDst}"/>,
/// and never disposes a model that it was given.
/// </summary>
public abstract class ReasoningTransformer : ITransformer
{
    private protected ReasoningTransformer(IHost host) => Host = host;

    /// <summary>Always true: each output row depends on one input row.</summary>
    public bool IsRowToRowMapper => true;

    private protected IHost Host { get; }

    /// <summary>The schema that <see cref="Transform"/> gives for an input schema.</summary>
    /// <param name="inputSchema">The schema of the data.</param>
    /// <returns>The input's columns and, behind them, this transformer's.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or has another type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => Bind(inputSchema).OutputSchema;

    /// <summary>Adds this transformer's columns to a view. Only the schema is looked at; rows are touched by cursors.</summary>
    /// <param name="input">The data.</param>
    /// <returns>A lazy view.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or has another type.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new MappedDataView(input, Bind(input.Schema));
    }

    /// <summary>A mapper that adds this transformer's columns to single rows.</summary>
    /// <param name="inputSchema">The schema of the rows.</param>
    /// <returns>The mapper.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or has another type.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => Bind(inputSchema);

    void ICanSaveModel.Save(ModelSaveContext ctx) =>
        throw new NotSupportedException($"{GetType().Name} cannot be saved by mlContext.Model.Save yet. Save the rest of the pipeline, " +
            "and the language model with CausalLanguageModel.SaveHuggingFace.");

    internal abstract BatchMapper CreateMapper(DataViewSchema inputSchema);

    private RowBinding Bind(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return new RowBinding(inputSchema, CreateMapper(inputSchema));
    }
}
