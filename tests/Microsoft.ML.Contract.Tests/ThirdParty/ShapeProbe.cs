namespace Microsoft.ML.Contract.Tests;

/// <summary>Takes down the shape that a chain hands to its estimators.</summary>
public sealed class ShapeProbe : IEstimator<ITransformer>
{
    public SchemaShape? Shape { get; private set; }

    public ITransformer Fit(IDataView input) => new PassThroughTransformer();

    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        Shape = inputSchema;
        return inputSchema;
    }
}
