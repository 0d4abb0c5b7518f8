using System.Text.Json;
using Microsoft.ML.Reasoning.Verification;

namespace Microsoft.ML.Reasoning.Verify;

/// <summary>What a row's config asks for, in this library's options. The names are those of the reference verifier's configuration.</summary>
internal static class RowConfig
{
    private const int PhrasesBeforeBoxes = 100;

    public static VerificationOptions Options(JsonElement config)
    {
        // The reference searches the thinking text too, unless the row says where thinking ends; then the end must be there.
        string[] ends = Words(config, "reasoning_delimiters");
        return new VerificationOptions
        {
            DecimalPlaces = Number(config, "float_rounding") ?? 6,
            InequalityForInterval = Flag(config, "allow_set_relation_comp") ?? true,
            Extraction = new ExtractionOptions
            {
                Priority = Priority(config),
                Thinking = ends.Length > 0 ? ThinkingRule.Require : config.TryGetProperty("targets", out _) ? ThinkingRule.Include : ThinkingRule.Exclude,
                ThinkingEnds = ends,
            },
        };
    }

    /// <summary>The gold answer; where the row lists the letters that are choices and asks for small ones, in capitals.</summary>
    public static string Gold(string gold, JsonElement config) =>
        config.ValueKind == JsonValueKind.Object && Words(config, "strings") is { Length: > 0 } words && words.All(w => w.Length == 1) ? gold.ToUpperInvariant() : gold;

    private static IReadOnlyList<ExtractionKind> Priority(JsonElement config)
    {
        IEnumerable<ExtractionKind> priority = new ExtractionOptions().Priority;
        int boxed = Number(config, "boxed_match_priority") ?? 0;
        if (boxed < 0)
            priority = priority.Where(kind => kind != ExtractionKind.Boxed);
        if (boxed >= PhrasesBeforeBoxes)
            priority = priority.Prepend(ExtractionKind.Phrase);
        if (Flag(config, "try_extract_without_anchor") == false)
            priority = priority.Where(kind => kind is not (ExtractionKind.Whole or ExtractionKind.Formula or ExtractionKind.LastNumber));
        return [.. priority];
    }

    private static int? Number(JsonElement config, string name) =>
        config.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    private static bool? Flag(JsonElement config, string name) =>
        config.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;

    private static string[] Words(JsonElement config, string name) =>
        config.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)] : [];
}
