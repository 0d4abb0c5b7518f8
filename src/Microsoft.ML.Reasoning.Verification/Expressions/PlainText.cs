using System.Collections.Frozen;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Characters of plain text that stand for others: wide ones, fractions of one character, raised and lowered digits.</summary>
internal static class PlainText
{
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", Lowered = "₀₁₂₃₄₅₆₇₈₉₊₋ₙ", Full = "0123456789+-n";

    private static readonly FrozenDictionary<char, (int Top, int Bottom)> Fractions = new Dictionary<char, (int, int)>
    {
        ['½'] = (1, 2), ['⅓'] = (1, 3), ['⅔'] = (2, 3), ['¼'] = (1, 4), ['¾'] = (3, 4), ['⅕'] = (1, 5), ['⅖'] = (2, 5), ['⅗'] = (3, 5), ['⅘'] = (4, 5),
        ['⅙'] = (1, 6), ['⅚'] = (5, 6), ['⅛'] = (1, 8), ['⅜'] = (3, 8), ['⅝'] = (5, 8), ['⅞'] = (7, 8), ['⅑'] = (1, 9), ['⅒'] = (1, 10),
    }.ToFrozenDictionary();

    /// <summary>The text with wide letters, digits and signs in their usual width; as long as before.</summary>
    public static string Narrow(string text) => !text.AsSpan().ContainsAnyInRange('\u2000', '\uFFFF') ? text : string.Create(text.Length, text, (to, from) =>
    {
        for (int i = 0; i < to.Length; i++)
            to[i] = Narrow(from[i]);
    });

    public static char Narrow(char c) => c switch { >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0), '\u3000' => ' ', '\u2044' => '/', _ => c };

    public static (int Top, int Bottom)? Fraction(char c) => c > '~' && Fractions.TryGetValue(c, out (int, int) fraction) ? fraction : null;

    /// <summary>The length of a raised number or n, with its sign, at the start of the text; 0 for none.</summary>
    public static int RaisedRun(ReadOnlySpan<char> text) => Run(text, Raised);

    /// <summary>The length of a lowered number or n, with its sign, at the start of the text; 0 for none.</summary>
    public static int LoweredRun(ReadOnlySpan<char> text) => Run(text, Lowered);

    /// <summary>Raised or lowered characters in full size.</summary>
    public static string FullSize(ReadOnlySpan<char> small)
    {
        Span<char> full = stackalloc char[small.Length];
        for (int i = 0; i < small.Length; i++)
            full[i] = Full[Math.Max(Raised.IndexOf(small[i], StringComparison.Ordinal), Lowered.IndexOf(small[i], StringComparison.Ordinal))];
        return full.ToString();
    }

    private static int Run(ReadOnlySpan<char> text, string signs)
    {
        if (text[0] <= '~')
            return 0;
        int start = text[0] == signs[10] || text[0] == signs[11] ? 1 : 0, end = start;
        if (end < text.Length && text[end] == signs[12])
            return end + 1;
        while (end < text.Length && end < 12 && signs.IndexOf(text[end], StringComparison.Ordinal) is >= 0 and < 10)
            end++;
        return end > start ? end : 0;
    }
}
