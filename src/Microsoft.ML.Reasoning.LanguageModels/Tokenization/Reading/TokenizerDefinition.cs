namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Everything that tokenizer.json says, ready for use. Immutable.</summary>
internal sealed class TokenizerDefinition
{
    private TokenizerDefinition(JsonField root)
    {
        JsonField model = root.Required("model");
        if (model.Optional("type") is { } type && type.AsString() != "BPE")
            throw type.Unsupported($"is '{type.AsString()}'; only BPE is known");
        Dictionary<string, int> vocabulary = VocabularyReader.ReadVocabulary(model.Required("vocab"));
        AddedTokens = VocabularyReader.ReadAddedTokens(root.Optional("added_tokens"), vocabulary);
        TokensById = VocabularyReader.TokensById(model.Required("vocab"), vocabulary, AddedTokens);
        Normalizer = NormalizerReader.Read(root.Optional("normalizer"));
        SplitterReader splitting = SplitterReader.Read(root.Optional("pre_tokenizer"));
        Splitter = splitting.Splitter;
        (Before, After) = PostProcessorReader.Read(root.Optional("post_processor"));
        foreach (int id in Before.Concat(After))
            if (id < 0 || id >= TokensById.Length || TokensById[id] is null)
                throw root.Required("post_processor").Error($"puts in the id {id}, which no token has");
        Decoder = DecoderReader.Read(root.Optional("decoder"));
        Model = ReadModel(model, vocabulary, splitting.ByteLevel);

        Dictionary<string, int> all = new(vocabulary, StringComparer.Ordinal);
        foreach (AddedToken token in AddedTokens)
            all[token.Content] = token.Id;
        Vocabulary = all;
        NormalizedForms = AddedTokens.Where(token => token.Normalized)
            .DistinctBy(token => token.Id)
            .ToDictionary(token => token.Id, token => Normalizer?.Normalize(token.Content) ?? token.Content);
    }

    public BytePairModel Model { get; }

    /// <summary>Every token, added ones included.</summary>
    public IReadOnlyDictionary<string, int> Vocabulary { get; }

    public string?[] TokensById { get; }

    public IReadOnlyList<AddedToken> AddedTokens { get; }

    /// <summary>How added tokens stand in normalized text, where they are looked for there. Decoders, which undo that, get this form.</summary>
    public IReadOnlyDictionary<int, string> NormalizedForms { get; }

    public ITextNormalizer? Normalizer { get; }

    public ISegmentSplitter? Splitter { get; }

    /// <summary>The special ids in front of a text.</summary>
    public int[] Before { get; }

    /// <summary>The special ids behind a text.</summary>
    public int[] After { get; }

    public IReadOnlyList<Func<ITokenSink, ITokenSink>> Decoder { get; }

    /// <exception cref="FormatException">The file is malformed; the message names the field.</exception>
    /// <exception cref="NotSupportedException">The file asks for what we do not know; the message names field and value.</exception>
    public static TokenizerDefinition Read(string file, ReadOnlySpan<byte> utf8) => new(JsonField.Parse(file, utf8));

    private static BytePairModel ReadModel(JsonField model, Dictionary<string, int> vocabulary, bool byteLevel)
    {
        foreach (string affix in (string[])["continuing_subword_prefix", "end_of_word_suffix"])
            if (model.Optional(affix) is { } field && field.AsString().Length > 0)
                throw field.Unsupported("is not empty");
        if (model.Optional("dropout") is { } dropout && dropout.Value.GetRawText() is not ("0" or "0.0"))
            throw dropout.Unsupported("is not 0: encoding would be random");
        JsonField? unknown = model.Optional("unk_token");
        int unknownId = -1;
        if (unknown is { } token && !vocabulary.TryGetValue(token.AsString(), out unknownId))
            throw token.Error($"is \"{token.AsString()}\", which is not in 'model.vocab'");
        return new BytePairModel(vocabulary, VocabularyReader.ReadMerges(model.Required("merges"), vocabulary), new BytePairOptions
        {
            ByteLevel = byteLevel,
            IgnoreMerges = model.Optional("ignore_merges")?.AsBoolean() ?? false,
            ByteFallback = model.Optional("byte_fallback")?.AsBoolean() ?? false,
            FuseUnknown = model.Optional("fuse_unk")?.AsBoolean() ?? false,
            UnknownId = unknown is null ? null : unknownId,
        });
    }
}
