namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Numbers with full stops between groups of three and a decimal comma, where they can be nothing else: 1.234,56 and 1.234.567.</summary>
internal static class EuropeanNumber
{
    /// <summary>The digits before and after the comma, and where the number ends; false where the text is not unmistakably such a number.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, int start, out string whole, out string part, out int end)
    {
        (whole, part, end) = ("", "", start);
        int at = DigitsEnd(text, start), groups = 0;
        if (at - start is 0 or > 3 || (start > 0 && text[start - 1] is '.' or ','))
            return false;
        while (at < text.Length && text[at] == '.' && DigitsEnd(text, at + 1) == at + 4)
            (at, groups) = (at + 4, groups + 1);
        if (groups == 0)
            return false;
        int comma = at;
        if (at < text.Length && text[at] == ',')
            at = DigitsEnd(text, at + 1);
        int decimals = at - comma - 1;
        // 1.234,567 may be a list; a space behind the comma makes it one.
        if (groups == 1 && decimals is not (1 or 2 or > 3))
            return false;
        if (decimals <= 0)
            at = comma;
        if (at < text.Length && text[at] is '.' or ',' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))
            return false;
        (whole, part, end) = (text[start..comma].ToString().Replace(".", "", StringComparison.Ordinal), decimals > 0 ? text[(comma + 1)..at].ToString() : "", at);
        return true;
    }

    private static int DigitsEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at;
    }
}
