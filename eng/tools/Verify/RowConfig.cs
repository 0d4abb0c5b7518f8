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
        VerificationOptions preset = Word(config, "preset") is { } name
            ? VerificationPresets.Find(name) ?? throw new FormatException($"there is no preset '{name}'") : new VerificationOptions();
        return new VerificationOptions
        {
            Percent = Choice(config, "percent", preset.Percent),
            Units = Choice(config, "units", preset.Units),
            OrderedLists = Flag(config, "ordered_lists") ?? preset.OrderedLists,
            SetForTuple = Flag(config, "set_for_tuple") ?? preset.SetForTuple,
            AnyBrackets = Flag(config, "any_brackets") ?? preset.AnyBrackets,
            DecimalPlaces = Math.Clamp(Number(config, "float_rounding") ?? preset.DecimalPlaces, 0, 100),
            InequalityForInterval = Flag(config, "allow_set_relation_comp") ?? preset.InequalityForInterval,
            Extraction = new ExtractionOptions
            {
                Priority = Priority(config),
                Thinking = ends.Length > 0 ? ThinkingRule.Require : config.TryGetProperty("targets", out _) ? ThinkingRule.Include : preset.Extraction.Thinking,
                ThinkingEnds = ends.Length > 0 ? ends : preset.Extraction.ThinkingEnds,
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

    private static T Choice<T>(JsonElement config, string name, T fallback) where T : struct, Enum =>
        Word(config, name) is not { } word ? fallback
        : Enum.TryParse(word, ignoreCase: true, out T value) ? value : throw new FormatException($"'{name}' should be one of {string.Join(", ", Enum.GetNames<T>())}, but is '{word}'");

    private static string? Word(JsonElement config, string name) =>
        config.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement config, string name) =>
        config.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;

    private static bool? Flag(JsonElement config, string name) =>
        config.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null;

    private static string[] Words(JsonElement config, string name) =>
        config.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!)] : [];
}
