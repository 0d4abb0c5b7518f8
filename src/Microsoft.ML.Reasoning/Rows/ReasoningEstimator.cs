namespace Microsoft.ML.Reasoning;

/// <summary>An estimator of this library with nothing to learn: <see cref="Fit"/> checks the columns and hands its transformer out.</summary>
/// <typeparam name="TTransformer">The transformer.</typeparam>
public abstract class ReasoningEstimator<TTransformer> : IEstimator<TTransformer>
    where TTransformer : ReasoningTransformer
{
    private readonly TTransformer _transformer;

    private protected ReasoningEstimator(TTransformer transformer) => _transformer = transformer;

    /// <summary>Checks the input columns; reads no row.</summary>
    /// <param name="input">The data.</param>
    /// <returns>The transformer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or has another type.</exception>
    public TTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        _transformer.CreateMapper(input.Schema);
        return _transformer;
    }

    /// <summary>The shape of the data after <see cref="Fit"/> and transform.</summary>
    /// <param name="inputSchema">The shape of the data before.</param>
    /// <returns>The input's columns with the transformer's added.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An input column is missing or has another type.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        BatchMapper mapper = _transformer.CreateMapper(ShapeConversion.ToSchema(inputSchema));
        return ShapeConversion.Add(inputSchema, mapper.Outputs);
    }
}
