using System.Text.Json;
using Microsoft.ML.Reasoning.Verification;

namespace Microsoft.ML.Reasoning.Verify;

/// <summary>Judges one row: id, gold, prediction or output, choices and config where there are any.</summary>
internal static class VerdictRow
{
    public static Verdict Judge(string json, out string? error)
    {
        error = null;
        string? id = null;
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement row = document.RootElement;
            if (row.ValueKind != JsonValueKind.Object)
                throw new FormatException($"expected an object, found {row.ValueKind}");
            id = row.TryGetProperty("id", out JsonElement given) ? given.GetRawText() : null;
            return Judge(id, row);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            error = e.Message;
            return new Verdict(id, false, null, null, null, "Unreadable: " + e.Message);
        }
    }

    private static Verdict Judge(string? id, JsonElement row)
    {
        if (!row.TryGetProperty("gold", out JsonElement gold))
            throw new FormatException("the field 'gold' is missing");
        string response = Text(row, "prediction") ?? Text(row, "output")
            ?? (row.TryGetProperty("prediction", out _) || row.TryGetProperty("output", out _) ? "" : throw new FormatException("neither 'prediction' nor 'output' is there"));
        var verifier = new AnswerVerifier(row.TryGetProperty("config", out JsonElement config) && config.ValueKind == JsonValueKind.Object
            ? RowConfig.Options(config) : null);
        string[] choices = Choices(row);
        // Several gold answers are alternatives: any of them makes a response right.
        VerificationResult? result = null;
        foreach (string alternative in gold.ValueKind == JsonValueKind.Array ? gold.EnumerateArray().Select(Plain) : [Plain(gold)])
        {
            VerificationResult next = verifier.Verify(RowConfig.Gold(alternative, config), response, choices);
            if (result is null || next.IsCorrect)
                result = next;
            if (result.IsCorrect)
                break;
        }
        return result is null
            ? new Verdict(id, false, null, null, null, $"{VerificationReason.NoGold}: there is no gold answer")
            : new Verdict(id, result.IsCorrect, result.Extracted, result.GoldNormalForm, result.NormalForm, $"{result.Reason}: {result.Explanation}");
    }

    private static string[] Choices(JsonElement row) => !row.TryGetProperty("choices", out JsonElement choices) ? [] : choices.ValueKind switch
    {
        JsonValueKind.Array => [.. choices.EnumerateArray().Select(Plain)],
        JsonValueKind.Object => [.. choices.EnumerateObject().OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => Plain(c.Value))],
        _ => [],
    };

    private static string? Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? Plain(value) : null;

    private static string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };
}
