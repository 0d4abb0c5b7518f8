using Microsoft.ML.Reasoning.LatentDynamics;

namespace Microsoft.ML.Reasoning;

/// <summary>What was measured over all responses, the right ones or the wrong ones.</summary>
/// <param name="ResponseCount">The responses.</param>
/// <param name="Indicators">The indicators of a response (see <see cref="ResponseIndicators"/>) and their statistics.</param>
/// <param name="DataSet">
/// The metrics of the data set as a whole: each response is one row, the mean of its states, and the effective rank, its logarithm, the
/// traditional rank, the entropy and the curvature of these rows are measured, with their first and second differences over growing
/// prefixes of the data. The differences depend on the order of the rows. Responses without tokens are left out.
/// </param>
/// <param name="Correlations">The correlations of all indicators.</param>
public sealed record LatentDynamicsSummary(
    int ResponseCount,
    IReadOnlyDictionary<string, IndicatorStatistics> Indicators,
    LatentIndicatorMeasurement DataSet,
    CorrelationMatrix Correlations);
