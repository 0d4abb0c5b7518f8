namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Reads UTF-16 text code point by code point. The text is well-formed: <see cref="WellFormedText"/> saw to that.</summary>
internal static class CodePoint
{
    public static int At(ReadOnlySpan<char> text, int index, out int length)
    {
        char first = text[index];
        length = char.IsHighSurrogate(first) ? 2 : 1;
        return length == 1 ? first : char.ConvertToUtf32(first, text[index + 1]);
    }

    /// <summary>The index of the code point that ends before <paramref name="index"/>.</summary>
    public static int Before(ReadOnlySpan<char> text, int index) => char.IsLowSurrogate(text[index - 1]) ? index - 2 : index - 1;
}
