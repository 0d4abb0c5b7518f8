using System.Text.Json;

namespace Microsoft.ML.Reasoning;

/// <summary>One JSON object of a problem file and where it stands, for errors that say so.</summary>
internal readonly record struct ProblemRow(JsonElement Json, string File, long Row, long Line)
{
    public bool Has(string name) => Json.TryGetProperty(name, out _);

    public bool Has(string name, JsonValueKind kind) => Json.TryGetProperty(name, out JsonElement value) && value.ValueKind == kind;

    public JsonElement Get(FieldPath path) => path.TryGet(Json, out JsonElement value) ? value : throw Missing(path.ToString());

    public JsonElement Get(string name) => Json.TryGetProperty(name, out JsonElement value) ? value : throw Missing(name);

    /// <summary>A text field without the space around it.</summary>
    public string Text(string name) =>
        Get(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()!.Trim() : throw Mistyped(name, "a text");

    public FormatException Missing(string field) =>
        Error($"the field '{field}' is missing (found: {string.Join(", ", Json.EnumerateObject().Select(p => p.Name))})");

    public FormatException Mistyped(string field, string expected) =>
        Error($"the field '{field}' should be {expected}, but is {Get(FieldPath.Parse(field)).ValueKind}");

    public FormatException Error(string what, Exception? inner = null) => new($"{File}, line {Line}: {what}.", inner);
}
