namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A prompt that waits for rows of the batch.</summary>
/// <param name="Index">Its place in the list that was given.</param>
/// <param name="Row">Its row in the key of the random numbers.</param>
/// <param name="TokenIds">Its tokens.</param>
/// <param name="MaxNewTokens">The most tokens that its samples may have; 0 where the context has no room for one.</param>
internal sealed record QueuedPrompt(int Index, long Row, IReadOnlyList<int> TokenIds, int MaxNewTokens)
{
    public int Length => TokenIds.Count;

    /// <summary>Checks all prompts before any of them is computed.</summary>
    public static QueuedPrompt[] From(
        IReadOnlyList<IReadOnlyList<int>> prompts, GenerationOptions options, int maxNewTokens, ModelConfiguration configuration)
    {
        int contextLength = configuration.ContextLength, vocabularySize = configuration.VocabularySize;
        var queued = new QueuedPrompt[prompts.Count];
        for (int i = 0; i < queued.Length; i++)
        {
            IReadOnlyList<int> tokens = prompts[i] ?? throw new ArgumentNullException(nameof(prompts), $"Prompt {i} is null.");
            if (tokens.Count == 0)
                throw new ArgumentException($"Prompt {i} has no tokens.", nameof(prompts));
            if (tokens.Count >= contextLength && options.LongPrompts == LongPromptHandling.Refuse)
                throw new ArgumentException(
                    $"Prompt {i} has {tokens.Count} tokens: the model's context of {contextLength} has no room for it and an answer.",
                    nameof(prompts));
            foreach (int token in tokens)
                if ((uint)token >= (uint)vocabularySize)
                    throw new ArgumentException(
                        $"Prompt {i} has the token {token}, which is outside the model's vocabulary of {vocabularySize}.", nameof(prompts));
            queued[i] = new QueuedPrompt(
                i, options.RowKeys?[i] ?? options.FirstRow + i, tokens, Math.Clamp(contextLength - tokens.Count, 0, maxNewTokens));
        }

        return queued;
    }
}
