namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>A tokenizer of few tokens, among them the end of thinking, and a text that may fall into several.</summary>
internal static class StrategyTokenizer
{
    public static HuggingFaceTokenizer Create() => HuggingFaceTokenizer.Train(
        ["ab ba ab abba"],
        new TokenizerTrainingOptions { VocabularySize = 280, SpecialTokens = ["<|end|>", "</think>"], EndToken = "<|end|>" });
}
