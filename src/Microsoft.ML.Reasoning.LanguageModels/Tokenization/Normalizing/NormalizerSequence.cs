namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Normalizers one after another.</summary>
internal sealed class NormalizerSequence(IReadOnlyList<ITextNormalizer> normalizers) : ITextNormalizer
{
    public string Normalize(string text) => normalizers.Aggregate(text, (current, normalizer) => normalizer.Normalize(current));
}
