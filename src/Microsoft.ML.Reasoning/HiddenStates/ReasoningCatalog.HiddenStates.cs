using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

public sealed partial class ReasoningCatalog
{
    /// <summary>Computes the hidden states of a model, after its final norm, over a text or over the response to a prompt.</summary>
    /// <param name="outputColumnName">The new column of the states, a <see cref="TokenStates"/> a row.</param>
    /// <param name="model">The model.</param>
    /// <param name="inputColumnName">The column of the texts: Text. Default: null, the same name as the output.</param>
    /// <param name="promptColumnName">The column of the prompts, with <paramref name="responseColumnName"/>: Text. Default: null.</param>
    /// <param name="responseColumnName">The column of the responses: Text, or a vector with one. Default: null.</param>
    /// <returns>The estimator.</returns>
    public HiddenStatesEstimator HiddenStates(string outputColumnName, CausalLanguageModel model, string? inputColumnName = null,
        string? promptColumnName = null, string? responseColumnName = null) =>
        HiddenStates(outputColumnName, model, inputColumnName, new HiddenStatesEstimator.Options
        {
            PromptColumnName = promptColumnName,
            ResponseColumnName = responseColumnName,
        });

    /// <summary>Computes the hidden states of a model over a text or over the response to a prompt.</summary>
    /// <param name="outputColumnName">The new column of the states, a <see cref="TokenStates"/> a row.</param>
    /// <param name="model">The model.</param>
    /// <param name="inputColumnName">
    /// The column of the texts: Text; null takes the prompts and responses of the options or, without them, the name of the output.
    /// </param>
    /// <param name="options">Layers, rows, pooling, lengths, names of the other columns ...</param>
    /// <returns>The estimator.</returns>
    public HiddenStatesEstimator HiddenStates(
        string outputColumnName, CausalLanguageModel model, string? inputColumnName, HiddenStatesEstimator.Options options) =>
        new(_ml, outputColumnName, model, inputColumnName, options);

    /// <summary>Copies states to the host, as a vector of Single that ML.NET's own transforms and trainers read.</summary>
    /// <param name="outputColumnName">
    /// The new column: a vector of a size that is known where the states are pooled, else [tokens, width] of any number of tokens.
    /// </param>
    /// <param name="inputColumnName">The column of the states. Default: null, the same name as the output.</param>
    /// <returns>The estimator.</returns>
    public StatesToVectorEstimator ToVector(string outputColumnName, string? inputColumnName = null) =>
        new(_ml, outputColumnName, inputColumnName);
}
