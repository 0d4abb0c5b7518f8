namespace Microsoft.ML.Reasoning;

public sealed partial class ReasoningCatalog
{
    /// <summary>
    /// Measures what the hidden states of responses tell: effective rank and its differences, the other indicators of the VERL paper, how
    /// different the responses to a prompt are, the metrics of the data set as a whole, and how all of these go together with the length and
    /// the correctness of responses. It passes over the data once. A column that the data does not have is named null.
    /// </summary>
    /// <param name="data">A row a response, with its states.</param>
    /// <param name="statesColumnName">The states, one a token, of one layer. Default: "States".</param>
    /// <param name="promptColumnName">What the responses to compare have in common, Text. Default: "Prompt".</param>
    /// <param name="responseColumnName">The responses, Text. Default: "Response".</param>
    /// <param name="correctColumnName">Whether a response is right, Boolean. Default: "Correct".</param>
    /// <param name="meanLogProbabilityColumnName">The mean log-probability of its tokens, Single. Default: "MeanLogProbability".</param>
    /// <param name="dispersionColumnName">Its dynamic spectral dispersion, Single. Default: null.</param>
    /// <param name="stride">The tokens by which prefixes grow; short answers want 4 or 8. Default: 40.</param>
    /// <returns>The metrics; <c>ToString</c> gives tables.</returns>
    public LatentDynamicsMetrics EvaluateLatentDynamics(IDataView data, string statesColumnName = "States",
        string? promptColumnName = "Prompt", string? responseColumnName = "Response", string? correctColumnName = "Correct",
        string? meanLogProbabilityColumnName = "MeanLogProbability", string? dispersionColumnName = null, int stride = 40) =>
        EvaluateLatentDynamics(data, new LatentDynamicsEvaluatorOptions
        {
            StatesColumnName = statesColumnName,
            PromptColumnName = promptColumnName,
            ResponseColumnName = responseColumnName,
            CorrectColumnName = correctColumnName,
            MeanLogProbabilityColumnName = meanLogProbabilityColumnName,
            DispersionColumnName = dispersionColumnName,
            Stride = stride,
        });

    /// <summary>Measures what the hidden states of responses tell; see the other overload.</summary>
    /// <param name="data">A row a response, with its states.</param>
    /// <param name="options">Columns, strides, accuracy.</param>
    /// <returns>The metrics; <c>ToString</c> gives tables.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or has another type.</exception>
    /// <exception cref="ArgumentException">An option is wrong.</exception>
    /// <exception cref="InvalidOperationException">There is no row, or states are not finite numbers.</exception>
    public LatentDynamicsMetrics EvaluateLatentDynamics(IDataView data, LatentDynamicsEvaluatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        return new LatentDynamicsEvaluator(_ml, options).Evaluate(data);
    }
}
