namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Reads products, quotients and powers of units: "km/h", "m s^-2", "square meters", "meters per second squared".</summary>
internal static class UnitExpression
{
    private const int LargestPower = 6, LongestText = 80;

    /// <summary>What the unit measures; null where a part of the text is no known unit.</summary>
    public static Dimension? Read(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > LongestText)
            return null;
        Dimension product = Dimension.None;
        int at = 0, sign = 1, next = 1;
        bool any = false;
        while (at < text.Length)
        {
            char c = text[at];
            if (c is ' ' or '*' or '·' or '⋅' or '.' or '~')
                at++;
            else if (c == '/')
            {
                if (!any)
                    return null;
                (sign, at) = (-1, at + 1);
            }
            else
            {
                int end = WordEnd(text, at);
                if (end == at)
                    return null;
                string word = text[at..end].ToString();
                at = end;
                if (word is "per" or "a" or "an" && any)
                    sign = -1;
                else if (word is "square" or "sq" or "Square")
                    next = 2;
                else if (word is "cubic" or "cu" or "Cubic")
                    next = 3;
                else if (UnitTable.Find(word) is { } unit)
                {
                    int power = Power(text, ref at);
                    if (Math.Abs(power) is 0 or > LargestPower)
                        return null;
                    product = product.Times(unit.Power(sign * next * power));
                    (any, next) = (true, 1);
                    // A slash or "per" holds for the unit that follows it; "m/s kg" is not written.
                }
                else
                    return null;
            }
        }
        return any && next == 1 ? product : null;
    }

    private static int WordEnd(ReadOnlySpan<char> text, int at)
    {
        int end = at;
        while (end < text.Length && (char.IsLetter(text[end]) || text[end] is '°' or '$' or '€' or '£' or '¥' or '¢'))
            end++;
        return end;
    }

    // ^2, ^{-2}, ², "squared" and "cubed" behind the unit.
    private static int Power(ReadOnlySpan<char> text, ref int at)
    {
        ReadOnlySpan<char> rest = text[at..];
        foreach ((string written, int power) in (ReadOnlySpan<(string, int)>)[("²", 2), ("³", 3), (" squared", 2), (" cubed", 3)])
            if (rest.StartsWith(written, StringComparison.Ordinal))
            {
                at += written.Length;
                return power;
            }
        if (rest.Length < 2 || rest[0] != '^')
            return 1;
        int i = 1;
        bool braced = rest[i] == '{';
        i += braced ? 1 : 0;
        bool negative = i < rest.Length && rest[i] == '-';
        i += negative ? 1 : 0;
        if (i >= rest.Length || !char.IsAsciiDigit(rest[i]))
            return 0;
        int value = rest[i++] - '0';
        if (braced && (i >= rest.Length || rest[i++] != '}'))
            return 0;
        at += i;
        return negative ? -value : value;
    }
}
