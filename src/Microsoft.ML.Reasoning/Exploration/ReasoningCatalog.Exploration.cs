using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

public sealed partial class ReasoningCatalog
{
    /// <summary>Lets a model answer each prompt with latent exploration: unsure tokens are drawn from the posteriors of inner layers.</summary>
    /// <param name="outputColumnName">The new column of the answers: vector of Text.</param>
    /// <param name="model">The model.</param>
    /// <param name="inputColumnName">The column of the prompts: Text. Default: null, the same name as the output.</param>
    /// <param name="samplesPerPrompt">How many answers to generate for each prompt. Default: 1.</param>
    /// <param name="maxNewTokens">The most tokens of an answer. Default: null, the model's suggestion, else 512.</param>
    /// <param name="temperature">Divides the logits before the softmax. Default: 0.6.</param>
    /// <returns>The estimator.</returns>
    public LatentExplorationEstimator LatentExplorationDecoding(string outputColumnName, CausalLanguageModel model,
        string? inputColumnName = null, int samplesPerPrompt = 1, int? maxNewTokens = null, float temperature = 0.6f) =>
        LatentExplorationDecoding(outputColumnName, model, inputColumnName, new LatentExplorationEstimator.Options
        {
            Generation = new GenerateEstimator.Options
            {
                SamplesPerPrompt = samplesPerPrompt, MaxNewTokens = maxNewTokens, Temperature = temperature,
            },
        });

    /// <summary>Lets a model answer each prompt with latent exploration.</summary>
    /// <param name="outputColumnName">The new column of the answers: vector of Text.</param>
    /// <param name="model">The model.</param>
    /// <param name="inputColumnName">The column of the prompts: Text; null takes the same name as the output.</param>
    /// <param name="options">Depth, layers, gate, end of thinking; how to generate; names of the other columns.</param>
    /// <returns>The estimator.</returns>
    /// <exception cref="ArgumentException">Options are wrong or cannot work with the model; the message lists every one.</exception>
    public LatentExplorationEstimator LatentExplorationDecoding(
        string outputColumnName, CausalLanguageModel model, string? inputColumnName, LatentExplorationEstimator.Options options) =>
        new(_ml, outputColumnName, model, inputColumnName, options);

    /// <summary>Counts what latent exploration did: exploration rate, depths, entropies. It passes over the data once.</summary>
    /// <param name="data">Answered problems; cache them first, or the model runs again.</param>
    /// <param name="options">The names of the columns. Default: null, the defaults.</param>
    /// <returns>The summary.</returns>
    public LatentExplorationSummary SummarizeExploration(IDataView data, LatentExplorationEstimator.Options? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        return ExplorationCounter.Count(_ml, data, options ?? new LatentExplorationEstimator.Options());
    }

    /// <summary>Measures the entropy of every layer's posterior for each token of a response.</summary>
    /// <param name="outputColumnName">The new column: a vector of Single, the mean entropy of each layer in nats.</param>
    /// <param name="model">The model.</param>
    /// <param name="promptColumnName">The column of the prompts: Text. Default: "Prompt".</param>
    /// <param name="responseColumnName">The column of the responses: Text, or a vector with one. Default: "Response".</param>
    /// <returns>The estimator.</returns>
    public LayerPosteriorsEstimator LayerPosteriors(string outputColumnName, CausalLanguageModel model, string promptColumnName = "Prompt",
        string responseColumnName = "Response") =>
        LayerPosteriors(outputColumnName, model, new LayerPosteriorsEstimator.Options
        {
            PromptColumnName = promptColumnName, ResponseColumnName = responseColumnName,
        });

    /// <summary>Measures the entropy of every layer's posterior for each token of a response.</summary>
    /// <param name="outputColumnName">The new column: a vector of Single, the mean entropy of each layer in nats.</param>
    /// <param name="model">The model.</param>
    /// <param name="options">Layers, temperature, names of the columns ...</param>
    /// <returns>The estimator.</returns>
    public LayerPosteriorsEstimator LayerPosteriors(string outputColumnName, CausalLanguageModel model, LayerPosteriorsEstimator.Options options) =>
        new(_ml, outputColumnName, model, options);

    /// <summary>A figure, as SVG, of entropy against depth: the mean over the rows of a column that <c>LayerPosteriors</c> made.</summary>
    /// <param name="data">The data; cache it first, or the model runs again.</param>
    /// <param name="columnName">The column of the mean entropies.</param>
    public string LayerPosteriorsFigure(IDataView data, string columnName)
    {
        ArgumentNullException.ThrowIfNull(data);
        return LayerPosteriorsPlot.Draw(_ml, data, columnName);
    }
}
