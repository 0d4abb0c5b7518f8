using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

public sealed partial class ReasoningCatalog
{
    /// <summary>Lets a model answer each prompt one or more times.</summary>
    /// <param name="outputColumnName">The new column of the answers: vector of Text.</param>
    /// <param name="model">The model.</param>
    /// <param name="inputColumnName">The column of the prompts: Text. Default: null, the same name as the output.</param>
    /// <param name="samplesPerPrompt">How many answers to generate for each prompt. Default: 1.</param>
    /// <param name="maxNewTokens">The most tokens of an answer. Default: null, what the model suggests, else 512.</param>
    /// <param name="temperature">Divides the logits before the softmax; 0 takes the most probable token every time. Default: null, what
    /// the model suggests, else 1.</param>
    /// <returns>The estimator.</returns>
    public GenerateEstimator Generate(string outputColumnName, CausalLanguageModel model, string? inputColumnName = null,
        int samplesPerPrompt = 1, int? maxNewTokens = null, float? temperature = null) =>
        Generate(outputColumnName, model, inputColumnName, new GenerateEstimator.Options
        {
            SamplesPerPrompt = samplesPerPrompt,
            MaxNewTokens = maxNewTokens,
            Temperature = temperature,
        });

    /// <summary>Lets a model answer each prompt one or more times.</summary>
    /// <param name="outputColumnName">The new column of the answers: vector of Text.</param>
    /// <param name="model">The model.</param>
    /// <param name="inputColumnName">The column of the prompts: Text; null takes the same name as the output.</param>
    /// <param name="options">Number and length of the answers, sampling, batch size, names of the other columns ...</param>
    /// <returns>The estimator.</returns>
    public GenerateEstimator Generate(
        string outputColumnName, CausalLanguageModel model, string? inputColumnName, GenerateEstimator.Options options) =>
        new(_ml, outputColumnName, model, inputColumnName, options);
}
