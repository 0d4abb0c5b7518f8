namespace Microsoft.ML.Reasoning;

/// <summary>How the responses to one prompt differ.</summary>
/// <param name="Prompt">The prompt, or whatever the column of prompts holds.</param>
/// <param name="ResponseCount">Its responses.</param>
/// <param name="Means">
/// The mean of each indicator (see <see cref="ResponseIndicators"/>) over the responses: that of the distances and of ROUGE-L is the mean over
/// all pairs. NaN where it is known of none.
/// </param>
public sealed record PromptDynamics(string Prompt, int ResponseCount, IReadOnlyDictionary<string, double> Means);
