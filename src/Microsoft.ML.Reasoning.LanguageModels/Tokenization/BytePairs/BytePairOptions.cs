namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>How a byte-pair model treats its pieces, as tokenizer.json says.</summary>
internal sealed record BytePairOptions
{
    /// <summary>Symbols are bytes, written in <see cref="ByteAlphabet"/>; otherwise they are code points.</summary>
    public bool ByteLevel { get; init; }

    /// <summary>A piece that is in the vocabulary as a whole is that one token, whatever the merges say.</summary>
    public bool IgnoreMerges { get; init; }

    /// <summary>A code point that is not in the vocabulary becomes tokens of its bytes.</summary>
    public bool ByteFallback { get; init; }

    /// <summary>Neighbouring unknown symbols become one unknown token.</summary>
    public bool FuseUnknown { get; init; }

    /// <summary>What an unknown symbol becomes; null: nothing, it is dropped.</summary>
    public int? UnknownId { get; init; }
}
