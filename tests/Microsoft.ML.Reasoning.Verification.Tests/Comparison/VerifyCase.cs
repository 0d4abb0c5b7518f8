using System.Text.Json;

namespace Microsoft.ML.Reasoning.Verification.Tests;

/// <summary>A row of shared/data/verify, with the conventions that it asks for.</summary>
internal sealed record VerifyCase(string Id, string? Gold, string Prediction, bool? Expected, VerificationOptions Options)
{
    public static IEnumerable<VerifyCase> Read(string path) => JsonLines.Read(path).Select(row =>
    {
        JsonElement config = row.GetProperty("config");
        return new VerifyCase(row.GetProperty("id").GetString()!, GoldOf(row, config), row.GetProperty("prediction").GetString()!,
            row.GetProperty("expected").ValueKind == JsonValueKind.Null ? null : row.GetProperty("expected").GetBoolean(),
            new VerificationOptions
            {
                DecimalPlaces = config.TryGetProperty("float_rounding", out JsonElement places) ? places.GetInt32() : 6,
                InequalityForInterval = !config.TryGetProperty("allow_set_relation_comp", out JsonElement allow) || allow.GetBoolean(),
                Extraction = new ExtractionOptions
                {
                    ExcludeThinking = config.TryGetProperty("reasoning_delimiters", out _),
                    Priority = config.TryGetProperty("boxed_match_priority", out JsonElement boxed) && boxed.GetInt32() >= 100 ? PhrasesFirst : new ExtractionOptions().Priority,
                },
            });
    });

    private static readonly ExtractionKind[] PhrasesFirst = [ExtractionKind.Phrase, .. new ExtractionOptions().Priority];

    // The row lists the letters that are choices, and asks for them in lower case.
    private static string? GoldOf(JsonElement row, JsonElement config) =>
        config.TryGetProperty("strings", out _) ? row.GetProperty("gold").GetString()?.ToUpperInvariant() : row.GetProperty("gold").GetString();

    public VerificationResult Verify() => new AnswerVerifier(Options).Verify(Gold!, Prediction);
}
