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
    public static TextPattern Literal(string text) => new(new LiteralText(WellFormedText.Of(text)));

    public PatternScan Scan(ReadOnlySpan<char> text) => new(_root, text);
}
