namespace Microsoft.ML.Tokenizers.Contract.Tests;

/// <summary>Overrides the optional protected members with recognisable answers: shows which public member ends in which.</summary>
internal sealed class OverridingTokenizer : RecordingTokenizer
{
    protected override EncodeResults<int> EncodeToIds(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings) =>
        new() { Tokens = [settings.MaxTokenCount, textSpan.Length, text is null ? 0 : 1], CharsConsumed = 11, NormalizedText = "ids" };

    protected override int CountTokens(string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings) =>
        text is null ? -textSpan.Length : textSpan.Length;

    protected override int GetIndexByTokenCount(
        string? text, ReadOnlySpan<char> textSpan, EncodeSettings settings, bool fromEnd, out string? normalizedText, out int tokenCount)
    {
        normalizedText = text is null ? "span" : "text";
        tokenCount = settings.MaxTokenCount;
        return fromEnd ? -1 : 1;
    }
}
