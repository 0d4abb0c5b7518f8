namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What <see cref="HuggingFaceTokenizer.Train"/> makes.</summary>
public sealed class TokenizerTrainingOptions
{
    /// <summary>
    /// How many tokens, special tokens and the 256 bytes included. Fewer come out where the texts do not give so many pairs. Default 512.
    /// </summary>
    public int VocabularySize { get; init; } = 512;

    /// <summary>Tokens of their own that never come from merging; their ids follow those of the vocabulary. Default none.</summary>
    public IReadOnlyList<string> SpecialTokens { get; init; } = [];

    /// <summary>How often a pair must occur to be merged. Default 2.</summary>
    public int MinimumFrequency { get; init; } = 2;

    /// <summary>Which special token ends a text or turn (<c>eos_token</c>); null for none, the default.</summary>
    public string? EndToken { get; init; }

    /// <summary>Which special token fills up batches (<c>pad_token</c>); null for none, the default.</summary>
    public string? PadToken { get; init; }

    /// <summary>The chat template in Jinja that goes into <c>tokenizer_config.json</c>; null for none, the default.</summary>
    public string? ChatTemplateSource { get; init; }

    internal void Validate()
    {
        List<string> wrong = [];
        if (VocabularySize < 256 + SpecialTokens.Count)
            wrong.Add($"{nameof(VocabularySize)} is {VocabularySize}, less than 256 bytes and {SpecialTokens.Count} special tokens");
        if (SpecialTokens.Any(string.IsNullOrEmpty) || SpecialTokens.Distinct(StringComparer.Ordinal).Count() < SpecialTokens.Count)
            wrong.Add($"{nameof(SpecialTokens)} has an empty token, or one twice");
        if (MinimumFrequency < 1)
            wrong.Add($"{nameof(MinimumFrequency)} is {MinimumFrequency}, less than 1");
        if (EndToken is not null && !SpecialTokens.Contains(EndToken))
            wrong.Add($"{nameof(EndToken)} \"{EndToken}\" is not among {nameof(SpecialTokens)}");
        if (PadToken is not null && !SpecialTokens.Contains(PadToken))
            wrong.Add($"{nameof(PadToken)} \"{PadToken}\" is not among {nameof(SpecialTokens)}");
        if (wrong.Count > 0)
            throw new ArgumentException($"The tokenizer cannot be trained: {string.Join("; ", wrong)}.");
    }
}
