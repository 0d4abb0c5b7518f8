namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The first branch that leads to a match; each branch ends in what follows the alternation.</summary>
internal sealed class Alternation(PatternNode[] branches) : PatternNode
{
    public override int Match(ReadOnlySpan<char> text, int index, ref long steps)
    {
        Take(1, ref steps);
        foreach (PatternNode branch in branches)
        {
            int result = branch.Match(text, index, ref steps);
            if (result != NoMatch)
                return result;
        }
        return NoMatch;
    }
}
