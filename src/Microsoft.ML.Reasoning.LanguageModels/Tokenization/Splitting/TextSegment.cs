namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// A stretch of a text on its way to tokens: plain text (<see cref="TokenId"/> is negative), or an added token found in it.
/// <see cref="AtStart"/> says that it is where the whole text begins.
/// </summary>
internal readonly record struct TextSegment(ReadOnlyMemory<char> Text, bool AtStart, int TokenId = -1)
{
    public bool IsToken => TokenId >= 0;

    public TextSegment Slice(int start, int end) => new(Text[start..end], AtStart && start == 0);
}
