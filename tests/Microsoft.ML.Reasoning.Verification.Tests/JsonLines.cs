using System.Text.Json;

namespace Microsoft.ML.Reasoning.Verification.Tests;

/// <summary>Rows of a JSON Lines file.</summary>
internal static class JsonLines
{
    public static IEnumerable<JsonElement> Read(string path) =>
        File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement);
}
