using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>The tokens of a row, and which of their states are wanted.</summary>
/// <param name="Row">The row's place among those computed together.</param>
/// <param name="Tokens">Prompt and response, or the text.</param>
/// <param name="Fed">How many of them, from the first, the model must see.</param>
/// <param name="First">The first wanted state.</param>
/// <param name="Count">How many states are wanted.</param>
/// <param name="Kept">What generation kept of this response, or null.</param>
internal sealed record TokenSpan(int Row, IReadOnlyList<int> Tokens, int Fed, int First, int Count, KeptResponse? Kept)
{
    public static TokenSpan Of(HiddenStatesRow row, int place, CausalLanguageModel model, HiddenStatesState state)
    {
        HuggingFaceTokenizer tokenizer = PromptCheck.HasTokenizer(model);
        if (row.Prompt is null)
        {
            IReadOnlyList<int> text = row.Text.Length == 0 ? [] : PromptEncoding.Encode(tokenizer, row.Text);
            CheckLength(text.Count, row, state);
            return new TokenSpan(place, text, text.Count, 0, text.Count, null);
        }

        KeptResponse? kept = row.Kept is { Responses: [var only] } && only.Describes(model, row.Prompt, row.Text) ? only : null;
        IReadOnlyList<int> prompt = kept?.PromptTokenIds ?? PromptEncoding.Encode(tokenizer, row.Prompt);
        IReadOnlyList<int> response = kept?.TokenIds ?? tokenizer.Encode(row.Text, addSpecialTokens: false);
        if (prompt.Count == 0)
            throw new InvalidOperationException(
                $"Row {row.Position}: column '{state.PromptColumnName}' is empty; a response needs a prompt of at least one token.");
        CheckLength(prompt.Count + response.Count, row, state);
        bool emitting = state.Rows == StateRows.Emitting;
        int fed = response.Count == 0 ? 0 : prompt.Count + response.Count - (emitting ? 1 : 0);
        return new TokenSpan(
            place, [.. prompt, .. response], fed, response.Count == 0 ? 0 : prompt.Count - (emitting ? 1 : 0), response.Count, kept);
    }

    private static void CheckLength(int tokens, HiddenStatesRow row, HiddenStatesState state)
    {
        if (tokens > state.MaxTokens)
            throw new InvalidOperationException(
                $"Row {row.Position}: the text in {state.Columns} has {tokens} tokens; at most {state.MaxTokens} are allowed here.");
    }
}
