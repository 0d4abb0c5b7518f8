namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Rewrites a stretch of text between added tokens before it is split. Thread-safe.</summary>
internal interface ITextNormalizer
{
    string Normalize(string text);
}
