namespace Microsoft.ML.Reasoning.Verification;

/// <summary>English words for small numbers: "three", "twenty-one".</summary>
internal static class NumberWords
{
    private static readonly string[] Small =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] Tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    /// <summary>The number, where the text is nothing but its words.</summary>
    public static int? Read(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (Place(Small, text) is >= 0 and int small)
            return small;
        int cut = text.IndexOfAny('-', ' ');
        int tens = Place(Tens, cut < 0 ? text : text[..cut]);
        if (tens < 0)
            return null;
        if (cut < 0)
            return 20 + 10 * tens;
        return Place(Small, text[(cut + 1)..]) is >= 1 and <= 9 and int unit ? 20 + 10 * tens + unit : null;
    }

    private static int Place(string[] words, ReadOnlySpan<char> text)
    {
        for (int i = 0; i < words.Length; i++)
            if (text.Equals(words[i], StringComparison.OrdinalIgnoreCase))
                return i;
        return -1;
    }
}
