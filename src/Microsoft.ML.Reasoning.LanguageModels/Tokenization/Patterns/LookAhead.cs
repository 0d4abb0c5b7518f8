namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Goes on only where another pattern matches (or, negative, does not match) from here.</summary>
internal sealed class LookAhead(PatternNode body, bool negative, PatternNode next) : PatternNode
{
    public override int Match(ReadOnlySpan<char> text, int index, ref long steps) =>
        body.Match(text, index, ref steps) == NoMatch == negative ? next.Match(text, index, ref steps) : NoMatch;
}
