using Microsoft.ML.Data;
using Microsoft.ML.Internals;

namespace Microsoft.ML;

public abstract class PredictionEngineBase<TSrc, TDst> : IDisposable
    where TSrc : class
    where TDst : class, new()
{
    private readonly ITransformer _transformer;
    private readonly bool _ownsTransformer;
    private readonly InputRow<TSrc> _input;
    private readonly Action<TDst> _fill;
    private bool _disposed;

    private protected PredictionEngineBase(ITransformer transformer, RowClass rowClass, bool ignoreMissingColumns, SchemaDefinition outputSchemaDefinition, bool ownsTransformer)
    {
        Check.NotNull(transformer, nameof(transformer));
        Check.Param(transformer.IsRowToRowMapper, nameof(transformer), "Must be a row to row mapper");
        _transformer = transformer;
        _ownsTransformer = ownsTransformer;
        _input = new InputRow<TSrc>(rowClass);
        IRowToRowMapper mapper = transformer.GetRowToRowMapper(_input.Schema);
        var writing = new RowWriting<TDst>(mapper.OutputSchema, ignoreMissingColumns, outputSchemaDefinition);
        // Every column is active; those that the prediction does not hold are never fetched.
        _fill = writing.Bind(mapper.GetRow(_input, mapper.OutputSchema));
        OutputSchema = transformer.GetOutputSchema(_input.Schema);
    }

    public DataViewSchema OutputSchema { get; }

    public TDst Predict(TSrc example)
    {
        var prediction = new TDst();
        Predict(example, ref prediction);
        return prediction;
    }

    public abstract void Predict(TSrc example, ref TDst prediction);

    // Disposes the transformer, too, unless told that it is another's. The rows of the mappers are not disposed: as in the original.
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _input.Dispose();
        if (_ownsTransformer)
            (_transformer as IDisposable)?.Dispose();
    }

    private protected void Run(TSrc example, TDst prediction)
    {
        _input.Set(example);
        _fill(prediction);
    }
}
