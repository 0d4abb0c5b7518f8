using System.Globalization;
using System.Text.Json;

namespace Microsoft.ML.Reasoning;

/// <summary>Reads answers and choices from the JSON values that problem files keep them in.</summary>
internal static class FieldText
{
    /// <summary>The text of an answer: a text or number as it is, the first element of a list, nothing for null and objects.</summary>
    public static string Answer(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => WithoutDollars(value.GetString()!.Trim()),
        JsonValueKind.Number => Number(value.GetRawText()),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.Array when value.GetArrayLength() == 1 => Answer(value[0]),
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Answer)),
        _ => "",
    };

    /// <summary>The texts of the choices as they are, A first.</summary>
    public static IReadOnlyList<string> Choices(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().Select(Plain)],
        JsonValueKind.Object => [.. value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => Plain(p.Value))],
        _ => [],
    };

    /// <summary>A for 0, B for 1 and so on.</summary>
    public static string Letter(int index) => ((char)('A' + index)).ToString(CultureInfo.InvariantCulture);

    /// <summary>Choices on one line, as the published evaluations print them.</summary>
    public static string Lettered(IEnumerable<string> choices) =>
        string.Join(' ', choices.Select((choice, i) => $"({Letter(i)}) {choice}"));

    private static string Plain(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    // 27.0 is how a table exported the integer 27.
    private static string Number(string raw) =>
        raw.Contains('.', StringComparison.Ordinal) && !raw.Contains('e', StringComparison.OrdinalIgnoreCase)
            ? raw.TrimEnd('0').TrimEnd('.')
            : raw;

    // One pair of dollars around the whole answer marks mathematics and is no part of it.
    private static string WithoutDollars(string text) =>
        text.Length > 2 && text[0] == '$' && text[^1] == '$' && text.AsSpan(1, text.Length - 2).IndexOf('$') < 0
            ? text[1..^1].Trim()
            : text;
}
