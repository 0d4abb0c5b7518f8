namespace Microsoft.ML.Reasoning;

public sealed partial class ReasoningCatalog
{
    /// <summary>Measures the dynamic spectral dispersion of each response's hidden states; Fit learns the dictionary.</summary>
    /// <param name="outputColumnName">The new column: Single.</param>
    /// <param name="inputColumnName">The column of the states, one state a token. Default: null, the same name as the output.</param>
    /// <returns>The estimator.</returns>
    public SpectralDispersionEstimator SpectralDispersion(string outputColumnName, string? inputColumnName = null) =>
        SpectralDispersion(outputColumnName, inputColumnName, new SpectralDispersionEstimator.Options());

    /// <summary>Measures the dynamic spectral dispersion of each response's hidden states; Fit learns the dictionary.</summary>
    /// <param name="outputColumnName">The new column: Single.</param>
    /// <param name="inputColumnName">The column of the states, one state a token; null takes the same name as the output.</param>
    /// <param name="options">The dictionary and its fit, further columns ...</param>
    /// <returns>The estimator.</returns>
    public SpectralDispersionEstimator SpectralDispersion(
        string outputColumnName, string? inputColumnName, SpectralDispersionEstimator.Options options) =>
        new(_ml, outputColumnName, inputColumnName, options);
}
