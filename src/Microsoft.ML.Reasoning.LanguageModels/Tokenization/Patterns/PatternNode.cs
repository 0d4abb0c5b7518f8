namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// A step of a pattern that knows what follows it. A match is tried at one place and gives its end, or -1; alternatives are
/// tried in the order in which they are written, as every backtracking engine does.
/// </summary>
internal abstract class PatternNode
{
    public const int NoMatch = -1;

    public abstract int Match(ReadOnlySpan<char> text, int index);
}
