using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Reads the fields of a JSON object; every error names the file and the field.</summary>
/// <param name="file">The file's path, for messages.</param>
/// <param name="values">The object.</param>
/// <param name="prefix">The path of the object within the file, ending with a dot; empty for the root.</param>
internal sealed class JsonFields(string file, JsonObject values, string prefix = "")
{
    // No configuration file comes near this; what does is not one.
    private const long LargestFile = 16 << 20;
    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false };

    /// <summary>Null counts as absent.</summary>
    public bool Has(string name) => values[name] is not null;

    public static JsonFields Load(string file) => new(file, LoadObject(file));

    public static JsonObject LoadObject(string file)
    {
        if (new FileInfo(file) is { Exists: true, Length: > LargestFile } found)
            throw new FormatException($"{file}: {found.Length} bytes are too many for a configuration file (at most {LargestFile}).");
        try
        {
            var parsed = JsonNode.Parse(File.ReadAllBytes(file), documentOptions: s_strict) as JsonObject
                ?? throw new FormatException($"{file}: expected a JSON object at the root.");
            ReadStrings(parsed);
            return parsed;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"{file}: not valid JSON: {e.Message}", e);
        }
    }

    public int Int32(string name, int least, int most, int? absent = null) =>
        values[name] is { } node ? Int32(node, name, least, most) : absent ?? throw Missing(name);

    public double Double(string name, double least, double most, double? absent = null)
    {
        if (values[name] is not { } node)
            return absent ?? throw Missing(name);
        return Number(node) is { } value && value >= least && value <= most
            ? value
            : throw Wrong(name, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));
    }

    public bool Boolean(string name, bool absent) => values[name] switch
    {
        null => absent,
        JsonValue value when value.TryGetValue(out bool found) => found,
        _ => throw Wrong(name, "true or false"),
    };

    public string? Text(string name) => values[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? found) => found,
        _ => throw Wrong(name, "a string"),
    };

    /// <summary>A whole number or a list of them.</summary>
    public IReadOnlyList<int> Int32List(string name, int most) => values[name] switch
    {
        null => [],
        JsonArray array => [.. array.Select(item => item is null ? throw Wrong(name, "whole numbers") : Int32(item, name, 0, most))],
        { } node => [Int32(node, name, 0, most)],
    };

    public IReadOnlyList<string>? TextList(string name) => values[name] switch
    {
        null => null,
        JsonArray array => [.. array.Select(item =>
            item is JsonValue value && value.TryGetValue(out string? text) ? text : throw Wrong(name, "a list of strings"))],
        _ => throw Wrong(name, "a list of strings"),
    };

    public JsonFields? Object(string name) => values[name] switch
    {
        null => null,
        JsonObject found => new JsonFields(file, found, $"{prefix}{name}."),
        _ => throw Wrong(name, "an object"),
    };

    public FormatException Wrong(string name, string expected) =>
        new($"{file}: field '{prefix}{name}': expected {expected}, found {Excerpt(values[name])}.");

    public NotSupportedException Unknown(string name, string known) =>
        new($"{file}: field '{prefix}{name}': {Excerpt(values[name])} is not supported; known: {known}.");

    private FormatException Missing(string name) => new($"{file}: field '{prefix}{name}' is missing.");

    private int Int32(JsonNode node, string name, int least, int most) =>
        Number(node) is { } value && value == Math.Floor(value) && value >= least && value <= most
            ? (int)value
            : throw Wrong(name, $"a whole number from {least} to {most}");

    // The parser leaves strings for later; one that is not valid Unicode shall fail here.
    private static void ReadStrings(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            foreach ((_, JsonNode? member) in members)
                ReadStrings(member);
        }
        else if (node is JsonArray items)
        {
            foreach (JsonNode? item in items)
                ReadStrings(item);
        }
        else if (node?.GetValueKind() == JsonValueKind.String)
        {
            _ = node.GetValue<string>();
        }
    }

    private static double? Number(JsonNode node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out double found) && double.IsFinite(found)
            ? found
            : null;

    private static string Excerpt(JsonNode? node)
    {
        string text = node?.ToJsonString() ?? "nothing";
        return text.Length <= 100 ? text : text[..100] + "...";
    }
}
