namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>As many code points of a set as there are, within limits; gives them back one by one where the rest does not match.</summary>
internal sealed class SetRepetition(CodePointSet set, int minimum, int maximum, bool possessive, PatternNode next) : PatternNode
{
    public override int Match(ReadOnlySpan<char> text, int index, ref long steps)
    {
        int count = 0;
        int end = index;
        while (count < maximum && end < text.Length && set.Contains(CodePoint.At(text, end, out int length)))
        {
            end += length;
            count++;
        }
        Take(count + 1, ref steps);
        for (; count >= minimum; count--)
        {
            int result = next.Match(text, end, ref steps);
            if (result != NoMatch || possessive || count == 0)
                return result;
            end = CodePoint.Before(text, end);
        }
        return NoMatch;
    }
}
