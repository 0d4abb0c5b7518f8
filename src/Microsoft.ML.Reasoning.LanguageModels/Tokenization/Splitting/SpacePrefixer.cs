namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Puts a space in front of a segment that has none (ByteLevel's add_prefix_space).</summary>
internal sealed class SpacePrefixer : ISegmentSplitter
{
    public void Split(TextSegment segment, List<TextSegment> pieces) => pieces.Add(
        segment.Text.Span.StartsWith(" ") ? segment : segment with { Text = $" {segment.Text.Span}".AsMemory() });
}
