namespace Microsoft.ML.Reasoning.Verification;

/// <summary>English words for numbers: "three", "twenty-one", "two hundred and five", "one half", "three-quarters".</summary>
internal static class NumberWords
{
    private const int MostWords = 16, LongestText = 120;

    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    private static readonly string[] Parts = ["half", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];

    /// <summary>The number, where the text is nothing but its words.</summary>
    public static Rational? Read(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.Length is 0 or > LongestText || !char.IsAsciiLetter(text[0]))
            return null;
        Span<Range> ranges = stackalloc Range[MostWords + 1];
        int count = text.SplitAny(ranges, " -", StringSplitOptions.RemoveEmptyEntries);
        if (count is 0 or > MostWords)
            return null;
        if (Denominator(text[ranges[count - 1]]) is { } denominator)
            return count == 1 ? (denominator == 2 ? new Rational(1, 2) : null) : Whole(text, ranges[..(count - 1)]) is { Sign: > 0 } top ? top / new Rational(denominator) : null;
        return Whole(text, ranges[..count]);
    }

    private static Rational? Whole(ReadOnlySpan<char> text, ReadOnlySpan<Range> words)
    {
        long total = 0, group = 0, last = 0;
        bool any = false;
        for (int i = 0; i < words.Length; i++)
        {
            ReadOnlySpan<char> word = text[words[i]];
            if (Place(Small, word) is >= 0 and int small)
            {
                // "one two" is no number; "twenty one" is.
                if (any && last is not (0 or >= 20) || (last is >= 20 and < 100 && small is 0 or > 9))
                    return null;
                (group, last) = (group + small, small == 0 ? 1 : small);
            }
            else if (Place(Tens, word) is >= 0 and int tens && last is 0 or >= 100)
                (group, last) = (group + 20 + 10 * tens, 20 + 10 * tens);
            else if (Is(word, "hundred") && group is > 0 and < 100)
                (group, last) = (group * 100, 100);
            else if (Scale(word) is > 0 and long scale && group > 0 && (total == 0 || total >= scale * 1000))
                (total, group, last) = (total + group * scale, 0, 1000);
            else if ((Is(word, "a") || Is(word, "an")) && i == 0)
                (group, last) = (1, 1);
            else if (!(Is(word, "and") && last >= 100 && i + 1 < words.Length))
                return null;
            any = true;
        }
        return words.Length == 1 && (Is(text[words[0]], "a") || Is(text[words[0]], "an")) && text.Length < 3 ? null : new Rational(total + group);
    }

    private static int? Denominator(ReadOnlySpan<char> word)
    {
        if (Is(word, "halves"))
            return 2;
        if (Is(word, "fourth") || Is(word, "fourths"))
            return 4;
        int place = Place(Parts, word.Length > 4 && word[^1] is 's' or 'S' ? word[..^1] : word);
        return place < 0 ? null : place + 2;
    }

    private static long Scale(ReadOnlySpan<char> word) => Is(word, "thousand") ? 1_000 : Is(word, "million") ? 1_000_000 : Is(word, "billion") ? 1_000_000_000 : 0;

    private static bool Is(ReadOnlySpan<char> word, string other) => word.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static int Place(string[] words, ReadOnlySpan<char> text)
    {
        for (int i = 0; i < words.Length; i++)
            if (Is(text, words[i]))
                return i;
        return -1;
    }
}
