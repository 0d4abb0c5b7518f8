using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>From the text of a prompt to tokens.</summary>
internal static class PromptEncoding
{
    /// <summary>
    /// The tokens of a prompt, with the special tokens that the tokenizer prescribes (such as the beginning of a text), unless the text
    /// has them already because a chat template wrote them.
    /// </summary>
    public static IReadOnlyList<int> Encode(HuggingFaceTokenizer tokenizer, string text)
    {
        IReadOnlyList<int> tokens = tokenizer.Encode(text, addSpecialTokens: false);
        return tokens.Count > 0 && tokens[0] == tokenizer.BeginTokenId ? tokens : tokenizer.Encode(text, addSpecialTokens: true);
    }
}
