using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>What must hold before a model is handed prompts.</summary>
internal static class PromptCheck
{
    public static HuggingFaceTokenizer HasTokenizer(CausalLanguageModel model) => model.Tokenizer
        ?? throw new InvalidOperationException(
            "The model has no tokenizer, so it cannot read text: load it from a directory with tokenizer.json.");

    /// <summary>A prompt must have a token and leave room for one in the context. False where it does not and that is no error.</summary>
    public static bool Fits(
        CausalLanguageModel model, IReadOnlyList<int> tokens, PromptRow row, string columnName, LongPromptHandling longPrompts)
    {
        if (tokens.Count == 0)
            throw new InvalidOperationException(
                $"Row {row.Position}: column '{columnName}' is empty; a model needs at least one token to go on from.");
        int context = model.Configuration.ContextLength;
        if (tokens.Count < context)
            return true;
        if (longPrompts == LongPromptHandling.Refuse)
            throw new InvalidOperationException($"Row {row.Position}: the prompt in column '{columnName}' has {tokens.Count} tokens; " +
                $"the model's context is {context}, so a prompt may have at most {context - 1}.");
        return false;
    }
}
