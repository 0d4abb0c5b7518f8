namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Puts a text in front of every stretch that is not empty.</summary>
internal sealed class PrependNormalizer(string prefix) : ITextNormalizer
{
    public string Normalize(string text) => text.Length == 0 ? text : prefix + text;
}
