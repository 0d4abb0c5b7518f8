using System.Text.Json;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A value of a JSON file that knows where it stands, so that every complaint names file and field.</summary>
internal readonly struct JsonField(string file, string path, JsonElement value, int index = -1)
{
    // The place in an array is written out only where somebody asks: arrays are long.
    private string Path => index < 0 ? path : $"{path}[{index}]";

    public JsonElement Value => value;

    /// <summary>The fields of a JSON object in UTF-8, with or without a byte order mark.</summary>
    /// <exception cref="FormatException">It is not JSON, or not an object.</exception>
    public static JsonField Parse(string file, ReadOnlySpan<byte> utf8)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        try
        {
            JsonField root = new(file, string.Empty, JsonElement.Parse(utf8.StartsWith(mark) ? utf8[mark.Length..] : utf8));
            return root.Value.ValueKind == JsonValueKind.Object ? root : throw new FormatException($"'{file}' is not a JSON object.");
        }
        catch (JsonException e)
        {
            throw new FormatException($"'{file}' is not valid JSON: {e.Message}", e);
        }
    }

    /// <summary>A field of this object; null where it is absent or null.</summary>
    public JsonField? Optional(string name)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw Error($"is {Kind}, not an object");
        return value.TryGetProperty(name, out JsonElement found) && found.ValueKind != JsonValueKind.Null
            ? new JsonField(file, Child(name), found)
            : null;
    }

    public JsonField Required(string name) =>
        Optional(name) ?? throw new FormatException($"'{file}': field '{Child(name)}' is missing.");

    public IEnumerable<JsonField> Items()
    {
        (string owner, string place) = (file, Path);
        return value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Select((item, index) => new JsonField(owner, place, item, index))
            : throw Error($"is {Kind}, not an array");
    }

    public string AsString()
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Error($"is {Kind}, not a string");
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException($"'{file}': field '{Path}' is not valid Unicode text.", e);
        }
    }

    public bool AsBoolean() => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Error($"is {Kind}, not true or false"),
    };

    public int AsInt32() =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : throw Error($"is {Kind}, not an integer");

    public FormatException Error(string what, Exception? inner = null) => new($"'{file}': field '{Path}' {what}.", inner);

    public NotSupportedException Unsupported(string what, Exception? inner = null) =>
        new($"'{file}': field '{Path}' {what}.", inner);

    private string Child(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    private string Kind => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => $"the number {value.GetRawText()}",
        JsonValueKind.True or JsonValueKind.False => "a truth value",
        _ => "null",
    };
}
