namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Reads tokenizer.json's <c>decoder</c> as a recipe for the chain of sinks that each decoding gets of its own.</summary>
internal sealed class DecoderReader
{
    private readonly List<Func<ITokenSink, ITokenSink>> _steps = [];

    // Once tokens are fused, a step that looks at the ends of tokens looks at the ends of the text.
    private bool _fused;

    private DecoderReader()
    {
    }

    public static IReadOnlyList<Func<ITokenSink, ITokenSink>> Read(JsonField? field)
    {
        if (field is not { } present)
            return [next => new SpacingSink(next)];
        DecoderReader reader = new();
        reader.Add(present);
        return reader._steps;
    }

    private void Add(JsonField field)
    {
        string type = field.Required("type").AsString();
        switch (type)
        {
            case "Sequence":
                foreach (JsonField part in field.Required("decoders").Items())
                    Add(part);
                break;
            case "ByteLevel":
                _steps.Add(next => new ByteLevelSink(next));
                _fused = true;
                break;
            case "Replace":
                AddReplace(field);
                break;
            case "ByteFallback":
                _steps.Add(next => new ByteFallbackSink(next));
                break;
            case "Fuse":
                _fused = true;
                break;
            case "Strip":
                AddStrip(field);
                break;
            case "Metaspace":
                char mark = MetaspaceReader.Mark(field);
                bool drop = MetaspaceReader.Scheme(field) != MetaspaceScheme.Never;
                _steps.Add(next => new MetaspaceSink(next, mark, drop));
                break;
            default:
                throw field.Unsupported(
                    $"is of type '{type}'; known are Sequence, ByteLevel, Replace, ByteFallback, Fuse, Strip and Metaspace");
        }
    }

    private void AddReplace(JsonField field)
    {
        string content = field.Required("content").AsString();
        JsonField pattern = field.Required("pattern");
        if (pattern.Optional("String") is not { } text)
            throw pattern.Unsupported("is not a plain String");
        string literal = text.AsString().Length > 0 ? text.AsString() : throw text.Error("is empty");
        if (_fused && literal.Length > 1)
            throw field.Unsupported("replaces more than one character after the tokens were fused");
        _steps.Add(next => new ReplaceSink(next, literal, content));
    }

    private void AddStrip(JsonField field)
    {
        JsonField content = field.Required("content");
        char character = content.AsString() is [var only] ? only : throw content.Error("is not one character");
        int start = field.Required("start").AsInt32();
        if (field.Required("stop").AsInt32() != 0)
            throw field.Required("stop").Unsupported("is not 0: nothing can be taken off the end of a text that still grows");
        bool wholeText = _fused;
        _steps.Add(next => new StripSink(next, character, start, wholeText));
    }
}
