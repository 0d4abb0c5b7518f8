namespace Microsoft.ML.Data;

// A chain, whatever its last transformer.
internal interface IScopedTransformer
{
    IDataView Transform(IDataView input, TransformerScope scope);
}
