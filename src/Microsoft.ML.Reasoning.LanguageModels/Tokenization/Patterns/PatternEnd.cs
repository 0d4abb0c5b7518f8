namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The end of a pattern or of a look-ahead: reached means matched.</summary>
internal sealed class PatternEnd : PatternNode
{
    public static PatternEnd Instance { get; } = new();

    public override int Match(ReadOnlySpan<char> text, int index, ref long steps) => index;
}
