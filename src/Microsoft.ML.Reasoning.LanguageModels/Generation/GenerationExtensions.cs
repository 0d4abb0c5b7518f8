namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Generation with a causal language model.</summary>
public static class GenerationExtensions
{
    /// <summary>Continues prompts that are given as tokens.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompts">The tokens of each prompt, special ones included.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>The samples of the first prompt, of the second ...; dispose them if states are kept.</returns>
    /// <exception cref="ArgumentException">An option is wrong, or a prompt is empty, has unknown tokens or leaves no room in the context.</exception>
    public static IReadOnlyList<GeneratedSample> Generate(
        this CausalLanguageModel model, IReadOnlyList<IReadOnlyList<int>> prompts, GenerationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(prompts);
        using var run = new GenerationRun(model, prompts, options ?? new GenerationOptions());
        try
        {
            while (run.Step())
            {
            }

            return run.Results;
        }
        catch
        {
            foreach (GeneratedSample sample in run.Results)
                sample.Dispose();
            throw;
        }
    }

    /// <summary>Continues prompts that are given as text.</summary>
    /// <param name="model">The model, with a tokenizer.</param>
    /// <param name="prompts">The prompts, with the marks of the chat template where the model wants them.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="addSpecialTokens">Let the tokenizer add its special tokens (such as a first one); not for text that a chat template made.</param>
    /// <returns>The samples of the first prompt, of the second ...; dispose them if states are kept.</returns>
    public static IReadOnlyList<GeneratedSample> Generate(
        this CausalLanguageModel model, IReadOnlyList<string> prompts, GenerationOptions? options = null, bool addSpecialTokens = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(prompts);
        HuggingFaceTokenizer tokenizer = model.Tokenizer ?? throw new InvalidOperationException(
            "The model has no tokenizer: give the prompts as tokens, or load the model from a directory with a tokenizer.json.");
        return model.Generate([.. prompts.Select(prompt => tokenizer.Encode(prompt, addSpecialTokens))], options);
    }
}
