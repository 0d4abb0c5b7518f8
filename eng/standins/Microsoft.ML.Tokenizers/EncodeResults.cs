namespace Microsoft.ML.Tokenizers;

/// <summary>What an encoding gives back: ids or tokens, the text they refer to, and how much of it they cover.</summary>
public struct EncodeResults<T>
{
    public IReadOnlyList<T> Tokens { get; set; }

    public string? NormalizedText { get; set; }

    public int CharsConsumed { get; set; }
}
