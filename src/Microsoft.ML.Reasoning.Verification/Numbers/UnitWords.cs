using System.Buffers;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Tells a unit behind a number from mathematics that goes on.</summary>
internal static class UnitWords
{
    private const int LongestUnit = 60;
    private const string ShortSigns = "msghLlNJWVK";
    private static readonly SearchValues<char> NoWords = SearchValues.Create("\\=<>0156789");

    /// <summary>
    /// Whether the text is empty or reads as a unit: words of four letters and more, short ones that are known, text in \text{..} or \mathrm{..}, degrees, a sign
    /// of currency, with powers. A single bare letter is a variable, unless it is the sign of a unit and a space stands before it.
    /// </summary>
    public static bool IsUnit(ReadOnlySpan<char> rest)
    {
        bool space = rest.Length > 0 && rest[0] == ' ';
        rest = rest.Trim();
        if (space && rest.Length == 1 && ShortSigns.Contains(rest[0]))
            return true;
        if (rest.Length > LongestUnit)
            return false;
        while (rest.Length > 0)
        {
            int taken = Piece(rest);
            if (taken == 0)
                return false;
            rest = rest[taken..].TrimStart();
        }
        return true;
    }

    private static int Piece(ReadOnlySpan<char> rest)
    {
        foreach (string piece in (ReadOnlySpan<string>)["^\\circ", "^{\\circ}", "\\circ", "^2", "^3", "^{2}", "^{3}", "²", "³", "°", "$", "€", "£", "¥", "."])
            if (rest.StartsWith(piece, StringComparison.Ordinal))
                return piece.Length;
        foreach (string command in (ReadOnlySpan<string>)["\\text{", "\\mathrm{", "\\textnormal{", "\\mbox{"])
            if (rest.StartsWith(command, StringComparison.Ordinal))
                return Words(rest[command.Length..]) is int close and >= 0 ? command.Length + close + 1 : 0;
        int letters = 0;
        while (letters < rest.Length && (char.IsLetter(rest[letters]) || rest[letters] == '/' && letters > 0))
            letters++;
        // xy is a product, cm is not.
        return letters > 3 || (letters > 1 && (MathVocabulary.ShortUnits.Contains(rest[..letters].ToString()) || rest[0] > 'z')) || (letters == 1 && rest[0] > 'z')
            ? letters : 0;
    }

    // The place of the closing brace, where only words, stops and powers stand before it.
    private static int Words(ReadOnlySpan<char> text)
    {
        int close = text.IndexOf('}');
        return close >= 0 && !text[..close].ContainsAny(NoWords) ? close : -1;
    }
}
