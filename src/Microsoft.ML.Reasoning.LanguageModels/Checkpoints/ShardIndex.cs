using System.Text.Json.Nodes;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Reads <c>model.safetensors.index.json</c>: which file of the directory holds each tensor.</summary>
internal static class ShardIndex
{
    public const string FileName = "model.safetensors.index.json";

    /// <returns>The file's full path by tensor name.</returns>
    /// <exception cref="FormatException">The index is malformed, or names a file that is not one of its directory's.</exception>
    public static Dictionary<string, string> Read(string file)
    {
        string directory = Path.GetDirectoryName(Path.GetFullPath(file))!;
        if (JsonFields.LoadObject(file)["weight_map"] is not JsonObject map)
            throw new FormatException($"{file}: field 'weight_map' is missing or not an object.");
        var shards = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string tensor, JsonNode? node) in map)
        {
            if (node is not JsonValue value || !value.TryGetValue(out string? shard))
                throw new FormatException($"{file}: field 'weight_map': the file of tensor '{tensor}' is not a string.");
            if (shard.AsSpan().IndexOfAny("/\\:\0") >= 0 || shard is "" or "." or "..")
                throw new FormatException($"{file}: field 'weight_map': tensor '{tensor}' lies in '{shard}', which is not a file of the directory.");
            shards.Add(tensor, Path.Combine(directory, shard));
        }

        foreach (string shard in shards.Values.Distinct())
            if (!File.Exists(shard))
                throw new FormatException($"{file}: field 'weight_map': there is no file '{Path.GetFileName(shard)}' in the directory.");
        return shards;
    }
}
