namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Splits where a pattern matches: matches and gaps are pieces, or one of the two is dropped.</summary>
internal sealed class PatternSplitter(TextPattern pattern, bool keepMatches = true, bool keepGaps = true) : ISegmentSplitter
{
    public void Split(TextSegment segment, List<TextSegment> pieces)
    {
        ReadOnlySpan<char> text = segment.Text.Span;
        int done = 0;
        PatternScan scan = pattern.Scan(text);
        while (scan.Next())
        {
            if (keepGaps && scan.Start > done)
                pieces.Add(segment.Slice(done, scan.Start));
            if (keepMatches)
                pieces.Add(segment.Slice(scan.Start, scan.End));
            done = scan.End;
        }
        if (keepGaps && done < text.Length)
            pieces.Add(segment.Slice(done, text.Length));
    }
}
