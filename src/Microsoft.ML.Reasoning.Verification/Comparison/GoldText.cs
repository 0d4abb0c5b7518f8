namespace Microsoft.ML.Reasoning.Verification;

/// <summary>
/// The normal form in which the MATH benchmark's descendants publish gold answers (after Hendrycks et al. 2021): typesetting and
/// spaces away, and a unit in words behind a number. Only for comparing files with each other: it does not know what is equal.
/// </summary>
public static class GoldText
{
    /// <summary>Normalises the text of a gold answer.</summary>
    /// <param name="answer">The gold answer.</param>
    public static string Normalize(string answer)
    {
        string text = TextForm.Clean(answer).Replace("\\{", "{", StringComparison.Ordinal).Replace("\\}", "}", StringComparison.Ordinal);
        int unit = text.IndexOf("\\text{", StringComparison.Ordinal);
        if (unit > 0 && text.EndsWith('}') && text.IndexOf('}', unit) == text.Length - 1)
            text = text[..unit];
        return TextForm.Of(text);
    }
}
