using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

public sealed partial class ReasoningCatalog
{
    /// <summary>Writes each text as a chat in the form that a model was trained on.</summary>
    /// <param name="outputColumnName">The new column: Text.</param>
    /// <param name="model">The model whose template is used.</param>
    /// <param name="inputColumnName">The column with what the user says: Text. Default: null, the same name as the output.</param>
    /// <returns>The estimator.</returns>
    public ChatTemplateEstimator ApplyChatTemplate(string outputColumnName, CausalLanguageModel model, string? inputColumnName = null) =>
        ApplyChatTemplate(outputColumnName, model, inputColumnName, new ChatTemplateEstimator.Options());

    /// <summary>Writes each text as a chat in the form that a model was trained on.</summary>
    /// <param name="outputColumnName">The new column: Text.</param>
    /// <param name="model">The model whose template is used.</param>
    /// <param name="inputColumnName">The column with what the user says: Text; null takes the same name as the output.</param>
    /// <param name="options">System prompt, another template ...</param>
    /// <returns>The estimator.</returns>
    public ChatTemplateEstimator ApplyChatTemplate(
        string outputColumnName, CausalLanguageModel model, string? inputColumnName, ChatTemplateEstimator.Options options) =>
        new(_ml, outputColumnName, model, inputColumnName, options);
}
