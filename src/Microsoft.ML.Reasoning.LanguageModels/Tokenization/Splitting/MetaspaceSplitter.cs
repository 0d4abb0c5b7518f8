namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>SentencePiece's way to write spaces: each becomes a mark, one more may lead, and pieces may begin at marks.</summary>
internal sealed class MetaspaceSplitter(char mark, MetaspaceScheme scheme, bool split) : ISegmentSplitter
{
    public void Split(TextSegment segment, List<TextSegment> pieces)
    {
        string text = segment.Text.ToString().Replace(' ', mark);
        if (!text.StartsWith(mark) && (scheme == MetaspaceScheme.Always || (scheme == MetaspaceScheme.First && segment.AtStart)))
            text = mark + text;
        TextSegment marked = segment with { Text = text.AsMemory() };
        int done = 0;
        for (int next = 0; split && (next = text.IndexOf(mark, done + 1)) > 0; done = next)
            pieces.Add(marked.Slice(done, next));
        pieces.Add(marked.Slice(done, text.Length));
    }
}
