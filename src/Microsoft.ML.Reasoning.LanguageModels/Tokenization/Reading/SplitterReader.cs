namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Reads tokenizer.json's <c>pre_tokenizer</c>: how text is split, and whether its bytes are the symbols.</summary>
internal sealed class SplitterReader
{
    private const string Gpt2Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    private readonly List<ISegmentSplitter> _splitters = [];

    private SplitterReader()
    {
    }

    /// <summary>Whether pieces are encoded as bytes.</summary>
    public bool ByteLevel { get; private set; }

    /// <summary>All splitters; null where a segment stays whole.</summary>
    public ISegmentSplitter? Splitter => _splitters.Count == 0 ? null : new SplitterSequence(_splitters);

    public static SplitterReader Read(JsonField? field)
    {
        SplitterReader reader = new();
        if (field is { } present)
            reader.Add(present);
        return reader;
    }

    private void Add(JsonField field)
    {
        string type = field.Required("type").AsString();
        if (ByteLevel)
            throw field.Unsupported($"is of type '{type}' after ByteLevel, which must be the last");
        switch (type)
        {
            case "Sequence":
                foreach (JsonField part in field.Required("pretokenizers").Items())
                    Add(part);
                break;
            case "Split":
                _splitters.Add(ReadSplit(field));
                break;
            case "Digits":
                bool alone = field.Optional("individual_digits")?.AsBoolean() ?? false;
                _splitters.Add(new PatternSplitter(new TextPattern(alone ? @"\p{N}" : @"\p{N}+")));
                break;
            case "Metaspace":
                _splitters.Add(new MetaspaceSplitter(
                    MetaspaceReader.Mark(field), MetaspaceReader.Scheme(field), field.Optional("split")?.AsBoolean() ?? true));
                break;
            case "ByteLevel":
                if (field.Optional("add_prefix_space")?.AsBoolean() ?? true)
                    _splitters.Add(new SpacePrefixer());
                if (field.Optional("use_regex")?.AsBoolean() ?? true)
                    _splitters.Add(new PatternSplitter(new TextPattern(Gpt2Pattern)));
                ByteLevel = true;
                break;
            default:
                throw field.Unsupported($"is of type '{type}'; known are Sequence, Split, Digits, Metaspace and ByteLevel");
        }
    }

    private static PatternSplitter ReadSplit(JsonField field)
    {
        bool invert = field.Optional("invert")?.AsBoolean() ?? false;
        JsonField behavior = field.Required("behavior");
        return behavior.AsString() switch
        {
            "Isolated" => new PatternSplitter(PatternField.Read(field)),
            "Removed" => new PatternSplitter(PatternField.Read(field), keepMatches: invert, keepGaps: !invert),
            string other => throw behavior.Unsupported($"is '{other}'; known are Isolated and Removed"),
        };
    }
}
