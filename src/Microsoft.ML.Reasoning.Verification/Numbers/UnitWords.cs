using System.Buffers;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Tells a unit behind a number from mathematics that goes on.</summary>
internal static class UnitWords
{
    private const int LongestUnit = 80;
    private const string ShortSigns = "msghLlNJWVK";
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouyAEIOUY");
    private static readonly SearchValues<char> NoWords = SearchValues.Create("\\=<>0156789");

    /// <summary>Whether a single letter behind a number and a space is the sign of a unit.</summary>
    public static bool IsShortSign(char letter) => ShortSigns.Contains(letter, StringComparison.Ordinal);

    /// <summary>
    /// Whether the text is empty or reads as a unit: known units, words that something is counted in, text in \text{..} or
    /// \mathrm{..}, degrees, a sign of currency, with powers. A single bare letter is a variable, unless it is the sign of a unit
    /// and a space stands before it.
    /// </summary>
    public static bool IsUnit(ReadOnlySpan<char> rest)
    {
        bool apart = rest.Length > 0 && rest[0] == ' ';
        rest = rest.Trim();
        if (rest.Length == 0)
            return true;
        if (rest.Length > LongestUnit || rest[0] == '^' && !IsDegree(rest))
            return false;
        if (apart && (rest.Length == 1 ? IsShortSign(rest[0]) : UnitExpression.Read(rest.TrimEnd('.')) is not null))
            return true;
        while (rest.Length > 0)
        {
            int taken = Piece(rest, apart);
            if (taken == 0)
                return false;
            rest = rest[taken..];
            apart = rest.Length > 0 && rest[0] == ' ';
            rest = rest.TrimStart();
        }
        return true;
    }

    /// <summary>Whether a bare word of four letters or more behind a number can be what the number counts.</summary>
    /// <param name="word">The word.</param>
    /// <param name="apart">Whether a space stands before it; without one only known units are no product of variables.</param>
    public static bool MayCount(ReadOnlySpan<char> word, bool apart)
    {
        if (word[0] > 'z' || UnitTable.Find(word.ToString()) is not null)
            return true;
        if (!apart || !word.ContainsAny(Vowels))
            return false;
        // Variables side by side stand in the order of the alphabet: abcd, wxyz.
        for (int i = 1; i < word.Length; i++)
            if (word[i] <= word[i - 1])
                return true;
        return false;
    }

    private static bool IsDegree(ReadOnlySpan<char> rest) => rest.StartsWith("^\\circ") || rest.StartsWith("^{\\circ}");

    private static int Piece(ReadOnlySpan<char> rest, bool apart)
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
        if (letters == 0)
            return 0;
        // xy is a product, cm is not.
        ReadOnlySpan<char> word = rest[..letters];
        bool unit = word[0] > 'z' || (letters > 1 && MathVocabulary.ShortUnits.Contains(word.ToString()))
            || (letters > 3 ? MayCount(word, apart) : letters > 1 && UnitTable.Find(word.ToString()) is not null)
            || (word.Contains('/') && letters > 3 && UnitExpression.Read(word) is not null);
        return unit ? letters : 0;
    }

    // The place of the closing brace, where only words, stops and powers stand before it.
    private static int Words(ReadOnlySpan<char> text)
    {
        int close = text.IndexOf('}');
        return close >= 0 && !text[..close].ContainsAny(NoWords) ? close : -1;
    }
}
