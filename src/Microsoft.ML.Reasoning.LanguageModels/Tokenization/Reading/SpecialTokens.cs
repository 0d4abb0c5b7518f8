using System.Text;
using System.Text.Json;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// What stands beside tokenizer.json: which tokens begin, end and pad, and the chat template's source.
/// <c>tokenizer_config.json</c> goes before <c>special_tokens_map.json</c>; a template file goes before the configuration's field.
/// </summary>
internal sealed class SpecialTokens
{
    private readonly List<JsonField> _sources = [];

    public SpecialTokens(TokenizerFiles files)
    {
        foreach (string name in (string[])[TokenizerFiles.Configuration, TokenizerFiles.SpecialTokens])
            if (files.Find(name) is { } content)
                _sources.Add(JsonField.Parse(files.PathOf(name), content));
        Begin = Token("bos_token");
        End = Token("eos_token");
        Pad = Token("pad_token");
        ChatTemplate = ReadTemplate(files);
    }

    public string? Begin { get; }

    public string? End { get; }

    public string? Pad { get; }

    public string? ChatTemplate { get; }

    private string? Token(string name)
    {
        foreach (JsonField source in _sources)
            if (source.Optional(name) is { } token)
                return (token.Value.ValueKind == JsonValueKind.Object ? token.Required("content") : token).AsString();
        return null;
    }

    private string? ReadTemplate(TokenizerFiles files)
    {
        if (files.Find(TokenizerFiles.ChatTemplate) is { } source)
            return Encoding.UTF8.GetString(source);
        if (files.Find(TokenizerFiles.ChatTemplateJson) is { } json)
            return Default(JsonField.Parse(files.PathOf(TokenizerFiles.ChatTemplateJson), json));
        return files.Find(TokenizerFiles.Configuration) is not null ? Default(_sources[0]) : null;
    }

    /// <summary>The field is one template, or a list of named ones of which one is called default.</summary>
    private static string? Default(JsonField source)
    {
        if (source.Optional("chat_template") is not { } field)
            return null;
        if (field.Value.ValueKind != JsonValueKind.Array)
            return field.AsString();
        foreach (JsonField item in field.Items())
            if (item.Required("name").AsString() == "default")
                return item.Required("template").AsString();
        return null;
    }
}
