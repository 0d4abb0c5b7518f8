namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Splitters one after another, each on the pieces of the one before.</summary>
internal sealed class SplitterSequence(IReadOnlyList<ISegmentSplitter> splitters) : ISegmentSplitter
{
    public void Split(TextSegment segment, List<TextSegment> pieces)
    {
        if (splitters.Count == 1)
        {
            splitters[0].Split(segment, pieces);
            return;
        }
        List<TextSegment> current = [segment];
        foreach (ISegmentSplitter splitter in splitters)
        {
            List<TextSegment> next = new(current.Count);
            foreach (TextSegment piece in current)
                splitter.Split(piece, next);
            current = next;
        }
        pieces.AddRange(current);
    }
}
