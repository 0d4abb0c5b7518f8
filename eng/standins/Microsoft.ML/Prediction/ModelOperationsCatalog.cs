using Microsoft.ML.Data;
using Microsoft.ML.Internals;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

public sealed class ModelOperationsCatalog
{
    internal ModelOperationsCatalog(Host host)
    {
    }

    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(
        ITransformer transformer, bool ignoreMissingColumns = true, SchemaDefinition inputSchemaDefinition = null, SchemaDefinition outputSchemaDefinition = null)
        where TSrc : class
        where TDst : class, new()
        => new(transformer, RowClass.Of(typeof(TSrc), SchemaDefinition.Direction.Read, inputSchemaDefinition), ignoreMissingColumns, outputSchemaDefinition, ownsTransformer: true);

    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, DataViewSchema inputSchema)
        where TSrc : class
        where TDst : class, new()
    {
        Check.NotNull(inputSchema, nameof(inputSchema));
        return new(transformer, RowClass.Of(typeof(TSrc), inputSchema), false, null, ownsTransformer: true);
    }

    public PredictionEngine<TSrc, TDst> CreatePredictionEngine<TSrc, TDst>(ITransformer transformer, PredictionEngineOptions options)
        where TSrc : class
        where TDst : class, new()
        => new(transformer, RowClass.Of(typeof(TSrc), SchemaDefinition.Direction.Read, options.InputSchemaDefinition), options.IgnoreMissingColumns, options.OutputSchemaDefinition, options.OwnsTransformer);
}
