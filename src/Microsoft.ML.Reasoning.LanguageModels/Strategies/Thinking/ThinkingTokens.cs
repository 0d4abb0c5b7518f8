namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Counts how many tokens of a response are thinking.</summary>
public static class ThinkingTokens
{
    /// <summary>A function that gives, for the tokens of a response, how many there are up to the end of its thinking and with it.</summary>
    /// <param name="tokenizer">The tokenizer.</param>
    /// <param name="endToken">The token that ends the thinking.</param>
    /// <param name="endText">A text that ends it, however it falls into tokens, in place of the token; or null.</param>
    /// <returns>The function, which counts all tokens of a response without an end; null where the tokenizer has no such token.</returns>
    public static Func<IReadOnlyList<int>, int>? Counter(HuggingFaceTokenizer tokenizer, string endToken = "</think>", string? endText = null)
    {
        ArgumentNullException.ThrowIfNull(tokenizer);
        var wrong = new List<string>();
        if (!ThinkEnd.Decide(tokenizer, null, endToken, endText, wrong))
            return wrong.Count == 0 ? null : throw new ArgumentException(wrong[0] + ".");
        return ThinkEnd.Find(tokenizer, endToken, endText).Count;
    }
}
