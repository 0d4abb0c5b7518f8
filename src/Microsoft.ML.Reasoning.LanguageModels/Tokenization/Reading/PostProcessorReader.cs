namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Reads tokenizer.json's <c>post_processor</c>: the ids that go before and after one text.</summary>
internal sealed class PostProcessorReader
{
    private readonly List<int> _before = [];
    private readonly List<int> _after = [];

    private PostProcessorReader()
    {
    }

    public static (int[] Before, int[] After) Read(JsonField? field)
    {
        PostProcessorReader reader = new();
        if (field is { } present)
            reader.Add(present);
        return ([.. reader._before], [.. reader._after]);
    }

    private void Add(JsonField field)
    {
        string type = field.Required("type").AsString();
        switch (type)
        {
            case "Sequence":
                foreach (JsonField part in field.Required("processors").Items())
                    Add(part);
                break;
            case "ByteLevel":
                break;
            case "TemplateProcessing":
                AddTemplate(field);
                break;
            default:
                throw field.Unsupported($"is of type '{type}'; known are Sequence, ByteLevel and TemplateProcessing");
        }
    }

    private void AddTemplate(JsonField field)
    {
        List<int> before = [], after = [];
        bool textSeen = false;
        foreach (JsonField piece in field.Required("single").Items())
        {
            if (piece.Optional("SpecialToken") is { } token)
                (textSeen ? after : before).AddRange(Ids(field, token.Required("id")));
            else if (piece.Optional("Sequence") is not null && !textSeen)
                textSeen = true;
            else
                throw piece.Error("is neither a SpecialToken nor the one Sequence");
        }
        if (!textSeen)
            throw field.Required("single").Error("has no place for the text");
        // A later template wraps what an earlier one made.
        _before.InsertRange(0, before);
        _after.AddRange(after);
    }

    private static IEnumerable<int> Ids(JsonField template, JsonField name) =>
        template.Required("special_tokens").Optional(name.AsString()) is { } token
            ? token.Required("ids").Items().Select(id => id.AsInt32())
            : throw name.Error($"names '{name.AsString()}', which is not in 'special_tokens'");
}
