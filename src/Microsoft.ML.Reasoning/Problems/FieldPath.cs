using System.Globalization;
using System.Text.Json;

namespace Microsoft.ML.Reasoning;

/// <summary>A path to a field of a JSON object, such as <c>prompt[0].content</c>.</summary>
internal sealed class FieldPath
{
    private readonly List<(string? Name, int Index)> _steps = [];
    private readonly string _text;

    private FieldPath(string text) => _text = text;

    public static FieldPath Parse(string text)
    {
        var path = new FieldPath(text);
        foreach (string part in text.Split('.'))
        {
            int bracket = part.IndexOf('[', StringComparison.Ordinal);
            string name = bracket < 0 ? part : part[..bracket];
            if (name.Length == 0)
                throw Malformed(text);
            path._steps.Add((name, 0));
            while (bracket >= 0)
            {
                int end = part.IndexOf(']', bracket);
                if (end < 0 || !int.TryParse(part.AsSpan(bracket + 1, end - bracket - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int index))
                    throw Malformed(text);
                path._steps.Add((null, index));
                bracket = end + 1 < part.Length ? end + 1 : -1;
                if (bracket >= 0 && part[bracket] != '[')
                    throw Malformed(text);
            }
        }
        return path;
    }

    /// <summary>Whether the field is there; a null value is there.</summary>
    public bool TryGet(JsonElement row, out JsonElement value)
    {
        value = row;
        foreach ((string? name, int index) in _steps)
        {
            if (name is not null)
            {
                if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
                    return false;
            }
            else if (value.ValueKind != JsonValueKind.Array || index >= value.GetArrayLength())
                return false;
            else
                value = value[index];
        }
        return true;
    }

    public override string ToString() => _text;

    private static ArgumentException Malformed(string text) =>
        new($"'{text}' is not a field path; write names and indexes, as in prompt[0].content.", nameof(text));
}
