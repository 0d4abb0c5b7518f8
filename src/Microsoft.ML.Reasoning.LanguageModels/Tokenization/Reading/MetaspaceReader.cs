namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Reads what the Metaspace pre-tokenizer and the Metaspace decoder have in common, older files included.</summary>
internal static class MetaspaceReader
{
    public static char Mark(JsonField field)
    {
        JsonField mark = field.Required("replacement");
        return mark.AsString() is [var character] ? character : throw mark.Error("is not one character");
    }

    public static MetaspaceScheme Scheme(JsonField field)
    {
        if (field.Optional("prepend_scheme") is not { } scheme)
            return field.Optional("add_prefix_space")?.AsBoolean() ?? true ? MetaspaceScheme.Always : MetaspaceScheme.Never;
        return scheme.AsString() switch
        {
            "always" => MetaspaceScheme.Always,
            "first" => MetaspaceScheme.First,
            "never" => MetaspaceScheme.Never,
            string other => throw scheme.Error($"is '{other}', not always, first or never"),
        };
    }
}
