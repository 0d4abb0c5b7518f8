namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A token that is cut out of the text before everything else, as tokenizer.json describes it.</summary>
internal sealed record AddedToken(
    int Id, string Content, bool SingleWord, bool StripsLeft, bool StripsRight, bool Normalized, bool Special);
