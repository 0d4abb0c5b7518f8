namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Exactly one text, and the end of the pattern.</summary>
internal sealed class LiteralText(string literal) : PatternNode
{
    public override int Match(ReadOnlySpan<char> text, int index, ref long steps) =>
        text[index..].StartsWith(literal, StringComparison.Ordinal) ? index + literal.Length : NoMatch;
}
