namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Generation with a causal language model.</summary>
public static class GenerationExtensions
{
    /// <summary>Continues prompts that are given as tokens.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompts">The tokens of each prompt, special ones included.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>The samples of the first prompt, of the second ...; dispose them if states are kept.</returns>
    /// <exception cref="ArgumentException">
    /// An option is wrong, or a prompt is empty, has unknown tokens or leaves no room in the context (see
    /// <see cref="GenerationOptions.LongPrompts"/>).
    /// </exception>
    /// <exception cref="NotSupportedException">
    /// The model's <c>generation_config.json</c> asks for a way to decode that is not known; see
    /// <see cref="GenerationOptions.UseModelDefaults"/>.
    /// </exception>
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
        HuggingFaceTokenizer tokenizer = TokenizerOf(model);
        return model.Generate([.. prompts.Select(prompt => tokenizer.Encode(prompt, addSpecialTokens))], options);
    }

    /// <summary>Continues one prompt and gives the text piece by piece, as soon as it is certain.</summary>
    /// <param name="model">The model, with a tokenizer.</param>
    /// <param name="prompt">The prompt, with the marks of the chat template where the model wants them.</param>
    /// <param name="options">How, for one sample; null for the defaults.</param>
    /// <param name="addSpecialTokens">Let the tokenizer add its special tokens (such as a first one); not for text that a chat template made.</param>
    /// <returns>Pieces of text that together are the sample's text. Tokens are generated while they are read, on the reader's thread.</returns>
    public static IEnumerable<string> Stream(
        this CausalLanguageModel model, string prompt, GenerationOptions? options = null, bool addSpecialTokens = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(prompt);
        options ??= new GenerationOptions();
        if (options.SamplesPerPrompt != 1 || options.KeepStates.Count > 0)
            throw new ArgumentException("A stream is one sample and carries text alone: no more samples, no states.", nameof(options));
        HuggingFaceTokenizer tokenizer = TokenizerOf(model);
        return Pieces(new GenerationRun(model, [tokenizer.Encode(prompt, addSpecialTokens)], options, streams: true));
    }

    private static IEnumerable<string> Pieces(GenerationRun generation)
    {
        using GenerationRun run = generation;
        while (run.Step())
        {
            if (run.Streamed!.Take(last: false) is { Length: > 0 } piece)
                yield return piece;
        }

        if (run.Streamed?.Take(last: true) is { Length: > 0 } rest)
            yield return rest;
    }

    private static HuggingFaceTokenizer TokenizerOf(CausalLanguageModel model) => model.Tokenizer ?? throw new InvalidOperationException(
        "The model has no tokenizer: give the prompts as tokens, or load the model from a directory with a tokenizer.json.");
}
