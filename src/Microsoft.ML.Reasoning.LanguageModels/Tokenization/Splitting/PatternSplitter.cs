namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Splits where a pattern matches: matches and gaps are pieces, or one of the two is dropped.</summary>
internal sealed class PatternSplitter(TextPattern pattern, bool keepMatches = true, bool keepGaps = true) : ISegmentSplitter
{
    public void Split(TextSegment segment, List<TextSegment> pieces)
    {
        ReadOnlySpan<char> text = segment.Text.Span;
        int done = 0;
        while (pattern.Find(text, done, out int start, out int end))
        {
            if (keepGaps && start > done)
                pieces.Add(segment.Slice(done, start));
            if (keepMatches)
                pieces.Add(segment.Slice(start, end));
            done = end;
        }
        if (keepGaps && done < text.Length)
            pieces.Add(segment.Slice(done, text.Length));
    }
}
