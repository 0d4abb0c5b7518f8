using System.Globalization;
using System.Numerics;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>
/// A number of running text: digits with separators of thousands (comma, {,}, ,\! and, outside brackets, a space or \, between
/// groups of three), decimals, a repeating part under a line, and an exponent of ten after e.
/// </summary>
internal readonly record struct MathNumber(Rational Value, bool IsDecimal, int End)
{
    private const int MostDigits = MathParser.LongestText, LargestExponent = 1000;

    public static MathNumber Read(ReadOnlySpan<char> text, int start, bool inBrackets, bool decimalComma)
    {
        if (!inBrackets && EuropeanNumber.TryRead(text, start, out string before, out string after, out int european))
            return new(new Rational(BigInteger.Parse(before + after, NumberStyles.None, CultureInfo.InvariantCulture), BigInteger.Pow(10, after.Length)), after.Length > 0, european);
        int at = DigitsEnd(text, start);
        Span<char> kept = stackalloc char[MostDigits];
        int count = Keep(text[start..at], kept, 0);
        if (at > start)
            at = Thousands(text, at, at - start, text[start] == '0', inBrackets, kept, ref count);
        BigInteger whole = count == 0 ? 0 : BigInteger.Parse(kept[..count], NumberStyles.None, CultureInfo.InvariantCulture);
        var value = new Rational(whole);
        bool isDecimal = false;
        if (at < text.Length && (text[at] == '.' || (text[at] == ',' && IsDecimalComma(text, start, at, inBrackets, decimalComma))))
        {
            int end = DigitsEnd(text, at + 1);
            int digits = Math.Min(end - at - 1, MostDigits);
            int repeatEnd = RepeatingEnd(text, end, out ReadOnlySpan<char> repeating);
            if (digits > 0 || repeatEnd > end)
            {
                isDecimal = repeatEnd == end;
                BigInteger scale = BigInteger.Pow(10, digits);
                value += new Rational(digits == 0 ? 0 : BigInteger.Parse(text.Slice(at + 1, digits), NumberStyles.None, CultureInfo.InvariantCulture), scale);
                if (repeatEnd > end)
                    value += new Rational(BigInteger.Parse(repeating, NumberStyles.None, CultureInfo.InvariantCulture), scale * (BigInteger.Pow(10, repeating.Length) - 1));
                at = repeatEnd;
                if (isDecimal && DotsAt(text, at) is > 0 and int dots)
                {
                    (value, isDecimal) = GoneOn(value, text.Slice(end - digits, digits));
                    at += dots;
                }
            }
        }
        else if (at + 1 < text.Length && text[at] == '.' && text[at + 1] == '/')
            at++;
        return Exponent(text, at, value, isDecimal);
    }

    private static MathNumber Exponent(ReadOnlySpan<char> text, int at, Rational value, bool isDecimal)
    {
        if (at + 1 >= text.Length || text[at] is not ('e' or 'E'))
            return new(value, isDecimal, at);
        int digits = at + 1 + (text[at + 1] is '+' or '-' ? 1 : 0);
        int end = DigitsEnd(text, digits);
        if (end == digits || end - digits > 4 || (end < text.Length && char.IsAsciiLetter(text[end])))
            return new(value, isDecimal, at);
        int power = int.Parse(text[digits..end], NumberStyles.None, CultureInfo.InvariantCulture);
        return power > LargestExponent
            ? new(value, isDecimal, at)
            : new(value * new Rational(10).Power(text[at + 1] == '-' ? -power : power), isDecimal, end);
    }

    private static int Thousands(ReadOnlySpan<char> text, int at, int lead, bool leadingZero, bool inBrackets, Span<char> kept, ref int count)
    {
        if (lead > 3 || leadingZero)
            return at;
        // The run must be groups of three to its end: 1,234,56 is a list.
        int end = at, kind = 0;
        while (Separator(text, end, inBrackets, ref kind) is > 0 and int width && IsGroup(text, end + width))
            end += width + 3;
        if (end < text.Length && text[end] == ',' && kind == 1 && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))
            return at;
        for (int i = at; i < end; i++)
            if (char.IsAsciiDigit(text[i]) && count < kept.Length)
                kept[count++] = text[i];
        return end;
    }

    // Width of the separator at a place, 0 for none; a number keeps to the kind that it began with.
    private static int Separator(ReadOnlySpan<char> text, int at, bool inBrackets, ref int kind)
    {
        ReadOnlySpan<char> rest = text[at..];
        (int width, int found) =
            BracedComma.Length(rest) is > 0 and int braced ? (braced, 2)
            : rest.StartsWith(",\\!") ? (3 + SpacesAt(rest[3..]), 2)
            : rest.StartsWith("\\,") || rest.StartsWith("\\ ") ? (2, 3)
            : rest.Length > 0 && rest[0] == ',' && !inBrackets ? (1, 1)
            : rest.Length > 0 && rest[0] == '\'' && !inBrackets ? (1, 5)
            : rest.Length > 0 && rest[0] is ' ' or '\u00A0' or '\u202F' or '\u2009' && !inBrackets ? (1, 4)
            : (0, 0);
        if (kind != 0 && found != kind)
            return 0;
        kind = found;
        return width;
    }

    private static int SpacesAt(ReadOnlySpan<char> text) => text.Length > 0 && text[0] == ' ' ? 1 : 0;

    private static bool IsGroup(ReadOnlySpan<char> text, int at) =>
        at + 3 <= text.Length && !text.Slice(at, 3).ContainsAnyExceptInRange('0', '9') && (at + 3 == text.Length || !char.IsAsciiDigit(text[at + 3]))
        && (at + 3 == text.Length || text[at + 3] is not ('/' or '^'));

    // 0,125 in any text; 2,74 only where the reader asks for it.
    private static bool IsDecimalComma(ReadOnlySpan<char> text, int start, int at, bool inBrackets, bool decimalComma)
    {
        int digits = DigitsEnd(text, at + 1) - at - 1;
        return !inBrackets && digits > 0 && (decimalComma || (at - start == 1 && text[start] == '0' && digits >= 3));
    }

    private static int RepeatingEnd(ReadOnlySpan<char> text, int at, out ReadOnlySpan<char> digits)
    {
        digits = default;
        foreach (string command in (ReadOnlySpan<string>)["\\overline{", "\\bar{", "\\dot{"])
        {
            if (!text[at..].StartsWith(command, StringComparison.Ordinal))
                continue;
            int start = at + command.Length, end = DigitsEnd(text, start);
            if (end == start || end - start > MostDigits || end == text.Length || text[end] != '}')
                continue;
            digits = text[start..end];
            return end + 1;
        }
        return at;
    }

    private static int DotsAt(ReadOnlySpan<char> text, int at)
    {
        foreach (string dots in (ReadOnlySpan<string>)["...", "…", "\\ldots", "\\dots", "\\cdots"])
            if (text[at..].StartsWith(dots, StringComparison.Ordinal))
                return dots.Length;
        return 0;
    }

    // 0.333... goes on as it began, where its last digits are a group that came at least twice and fills three places; 3.14159... does not.
    private static (Rational Value, bool IsDecimal) GoneOn(Rational value, ReadOnlySpan<char> digits)
    {
        for (int length = 1; length <= 6 && 2 * length <= digits.Length; length++)
        {
            ReadOnlySpan<char> group = digits[^length..];
            if (group.SequenceEqual(digits[^(2 * length)..^length]) && (length > 1 || (digits.Length > 2 && digits[^3] == group[0])))
                return (value + new Rational(BigInteger.Parse(group, NumberStyles.None, CultureInfo.InvariantCulture),
                    BigInteger.Pow(10, digits.Length) * (BigInteger.Pow(10, length) - 1)), false);
        }
        return (value, true);
    }

    private static int DigitsEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at;
    }

    private static int Keep(ReadOnlySpan<char> digits, Span<char> kept, int count)
    {
        digits = digits[..Math.Min(digits.Length, kept.Length - count)];
        digits.CopyTo(kept[count..]);
        return count + digits.Length;
    }
}
