using Microsoft.ML.Reasoning.LatentDynamics;

namespace Microsoft.ML.Reasoning;

/// <summary>How to evaluate the hidden states of responses. A column that the data does not have is named null.</summary>
public sealed class LatentDynamicsEvaluatorOptions
{
    /// <summary>The states of each response, one state a token, of one layer. Default: "States".</summary>
    public string StatesColumnName { get; set; } = "States";

    /// <summary>
    /// What responses have in common that are compared with each other, Text: their prompt or its identity. They need not be neighbours
    /// in the data. Default: "Prompt"; null compares none.
    /// </summary>
    public string? PromptColumnName { get; set; } = "Prompt";

    /// <summary>The responses, Text, for ROUGE-L and the repetition of 4-grams. Default: "Response".</summary>
    public string? ResponseColumnName { get; set; } = "Response";

    /// <summary>Whether a response is right, Boolean. Default: "Correct".</summary>
    public string? CorrectColumnName { get; set; } = "Correct";

    /// <summary>The mean log-probability of a response's tokens, Single. Default: "MeanLogProbability".</summary>
    public string? MeanLogProbabilityColumnName { get; set; } = "MeanLogProbability";

    /// <summary>
    /// The dynamic spectral dispersion of a response, Single, as SpectralDispersion adds it; taken into the table and
    /// the correlations. Default: null.
    /// </summary>
    public string? DispersionColumnName { get; set; }

    /// <summary>The tokens by which the prefixes of a response grow, at least 1; short answers want 4 or 8. Default: 40.</summary>
    public int Stride { get; set; } = 40;

    /// <summary>Velocity and acceleration look at the last so many tokens of a longer response. Default: null, all tokens.</summary>
    public int? MaxTokens { get; set; }

    /// <summary>How closely to compute the effective rank of responses. Default: <see cref="EffectiveRankMode.Exact"/>.</summary>
    public EffectiveRankMode Mode { get; set; } = EffectiveRankMode.Exact;

    /// <summary>The responses by which the prefixes of the data set grow, at least 1. Default: 40.</summary>
    public int DataSetStride { get; set; } = 40;

    /// <summary>Ends the pass over the data with an <see cref="OperationCanceledException"/>. Default: none.</summary>
    public CancellationToken CancellationToken { get; set; }
}
