namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A compiled pattern over code points. Immutable.</summary>
internal sealed class TextPattern
{
    private readonly PatternNode _root;

    /// <exception cref="FormatException">The pattern is broken.</exception>
    /// <exception cref="NotSupportedException">The pattern uses what we do not know.</exception>
    public TextPattern(string pattern) => _root = PatternParser.Parse(WellFormedText.Of(pattern));

    private TextPattern(PatternNode root) => _root = root;

    /// <summary>A pattern that matches exactly this text.</summary>
    public static TextPattern Literal(string text)
    {
        PatternNode node = PatternEnd.Instance;
        string wellFormed = WellFormedText.Of(text);
        for (int i = wellFormed.Length; i > 0;)
        {
            i = CodePoint.Before(wellFormed, i);
            int codePoint = CodePoint.At(wellFormed, i, out _);
            node = new SetRepetition(CodePointSet.OfRanges((codePoint, codePoint)), 1, 1, possessive: true, node);
        }
        return new TextPattern(node);
    }

    /// <summary>The first match that starts at or after <paramref name="from"/>.</summary>
    public bool Find(ReadOnlySpan<char> text, int from, out int start, out int end)
    {
        for (start = from; start < text.Length; start += char.IsHighSurrogate(text[start]) ? 2 : 1)
        {
            end = _root.Match(text, start);
            if (end > start)
                return true;
        }
        end = start;
        return false;
    }
}
