namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// From a text to the pieces that are encoded, in the reference's order: added tokens that match raw text, normalization of what lies
/// between, added tokens that match normalized text, splitting. Thread-safe.
/// </summary>
internal sealed class TextSegmenter
{
    private readonly ITextNormalizer? _normalizer;
    private readonly ISegmentSplitter? _splitter;
    private readonly AddedTokenMatcher _raw;
    private readonly AddedTokenMatcher _normalized;

    public TextSegmenter(TokenizerDefinition definition)
    {
        _normalizer = definition.Normalizer;
        _splitter = definition.Splitter;
        _raw = new AddedTokenMatcher(definition.AddedTokens.Where(token => !token.Normalized).Select(token => (token.Content, token)));
        _normalized = new AddedTokenMatcher(definition.AddedTokens.Where(token => token.Normalized)
            .Select(token => (definition.NormalizedForms[token.Id], token)));
    }

    public List<TextSegment> Segment(string text, bool normalize, bool split)
    {
        List<TextSegment> raw = [];
        _raw.Split(new TextSegment(WellFormedText.Of(text).AsMemory(), AtStart: true), raw);
        List<TextSegment> segments = [];
        foreach (TextSegment segment in raw)
        {
            if (segment.IsToken)
                segments.Add(segment);
            else
                _normalized.Split(normalize ? Normalize(segment) : segment, segments);
        }
        if (!split || _splitter is null)
            return segments;
        List<TextSegment> pieces = new(segments.Count);
        foreach (TextSegment segment in segments)
        {
            if (segment.IsToken)
                pieces.Add(segment);
            else
                _splitter.Split(segment, pieces);
        }
        return pieces;
    }

    private TextSegment Normalize(TextSegment segment) => _normalizer is null
        ? segment
        : segment with { Text = _normalizer.Normalize(segment.Text.ToString()).AsMemory() };
}
