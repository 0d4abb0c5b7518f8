using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML.Reasoning.Testing;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>The published tokenizers of the golden data, each loaded once, and the rows that belong to them.</summary>
internal static class GoldenTokenizers
{
    private static readonly ConcurrentDictionary<string, HuggingFaceTokenizer> s_loaded = new();

    public static HuggingFaceTokenizer Load(string name)
    {
        string path = Shared.PathOf("golden", "tokenizers", name);
        return s_loaded.GetOrAdd(name, _ => HuggingFaceTokenizer.Load(path));
    }

    /// <summary>A tokenizer.json with some fields replaced, as variants/patches.json says; keys may be dotted.</summary>
    public static HuggingFaceTokenizer LoadVariant(string name)
    {
        string file = Shared.PathOf("golden", "tokenizers", "variants", "patches.json");
        using JsonDocument patches = JsonDocument.Parse(File.ReadAllText(file));
        JsonElement patch = patches.RootElement.GetProperty(name);
        string original = Shared.PathOf("golden", "tokenizers", patch.GetProperty("base").GetString()!, "tokenizer.json");
        JsonNode root = JsonNode.Parse(File.ReadAllText(original))!;
        foreach (JsonProperty change in patch.GetProperty("set").EnumerateObject())
        {
            string[] keys = change.Name.Split('.');
            JsonNode owner = keys.SkipLast(1).Aggregate(root, (node, key) => node[key]!);
            owner[keys[^1]] = JsonNode.Parse(change.Value.GetRawText());
        }
        string directory = Directory.CreateTempSubdirectory("tokenizer-variant-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(directory, "tokenizer.json"), root.ToJsonString());
            return HuggingFaceTokenizer.Load(directory);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    public static IEnumerable<JsonElement> Rows(params string[] parts) =>
        File.ReadLines(Shared.PathOf(["golden", "tokenizers", .. parts])).Select(line => JsonDocument.Parse(line).RootElement);

    public static int[] Ids(JsonElement row) => [.. row.GetProperty("ids").EnumerateArray().Select(id => id.GetInt32())];
}
