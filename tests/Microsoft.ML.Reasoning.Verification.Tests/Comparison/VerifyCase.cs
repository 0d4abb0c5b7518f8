using System.Text.Json;
using Microsoft.ML.Reasoning.Verify;

namespace Microsoft.ML.Reasoning.Verification.Tests;

/// <summary>A row of shared/data/verify, with the conventions that it asks for, read as eng/verify.sh reads them.</summary>
internal sealed record VerifyCase(string Id, string? Gold, string Prediction, bool? Expected, VerificationOptions Options)
{
    public static IEnumerable<VerifyCase> Read(string path) => JsonLines.Read(path).Select(row =>
    {
        JsonElement config = row.GetProperty("config"), expected = row.GetProperty("expected");
        return new VerifyCase(row.GetProperty("id").GetString()!,
            row.GetProperty("gold").GetString() is { } gold ? RowConfig.Gold(gold, config) : null,
            row.GetProperty("prediction").GetString()!,
            expected.ValueKind == JsonValueKind.Null ? null : expected.GetBoolean(),
            RowConfig.Options(config));
    });

    public VerificationResult Verify() => new AnswerVerifier(Options).Verify(Gold!, Prediction);
}
