using System.Text;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// UTF-16 may hold halves of surrogate pairs, which no UTF-8 text can; like every conversion to UTF-8 we put U+FFFD for each.
/// </summary>
internal static class WellFormedText
{
    public static string Of(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
            return text;
        StringBuilder result = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            result.Append(rune);
        return result.ToString();
    }
}
