namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Splits a segment of plain text into the pieces within which tokens are merged. Thread-safe.</summary>
internal interface ISegmentSplitter
{
    void Split(TextSegment segment, List<TextSegment> pieces);
}
