namespace Microsoft.ML.Reasoning;

public sealed partial class ReasoningCatalog
{
    /// <summary>Turns a row a problem into a row a response; the columns have their default names.</summary>
    /// <returns>The estimator.</returns>
    public UnrollResponsesEstimator UnrollResponses() => UnrollResponses(new UnrollResponsesEstimator.Options());

    /// <summary>Turns a row a problem into a row a response.</summary>
    /// <param name="options">Which vectors to unroll, and the names of the scalars.</param>
    /// <returns>The estimator.</returns>
    public UnrollResponsesEstimator UnrollResponses(UnrollResponsesEstimator.Options options) => new(_ml, options);
}
