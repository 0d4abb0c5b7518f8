namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// A step of a pattern that knows what follows it. A match is tried at one place and gives its end, or -1; alternatives are
/// tried in the order in which they are written, as every backtracking engine does.
/// </summary>
internal abstract class PatternNode
{
    public const int NoMatch = -1;

    /// <summary>Tries to match from <paramref name="index"/> on.</summary>
    /// <param name="text">The text.</param>
    /// <param name="index">Where the match begins.</param>
    /// <param name="steps">How many steps may still be taken; a node that repeats or branches takes them off.</param>
    public abstract int Match(ReadOnlySpan<char> text, int index, ref long steps);

    /// <summary>Backtracking may take time beyond all bounds: a pattern that does so is an error, not a hang.</summary>
    protected static void Take(int count, ref long steps)
    {
        steps -= count;
        if (steps < 0)
            throw new InvalidOperationException("A pattern of this tokenizer takes too long on this text: it backtracks without end.");
    }
}
