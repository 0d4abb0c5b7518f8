using System.Text;
using System.Text.Json.Nodes;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Tokenizers of a few hundred tokens, made in the test, whose files the test may change before they are read.</summary>
internal static class SmallTokenizer
{
    private static readonly HuggingFaceTokenizer s_bytes = HuggingFaceTokenizer.Train([], new() { VocabularySize = 256 });

    /// <summary>A byte-level tokenizer.json: 256 bytes, the given tokens with ids from 256, and no merges.</summary>
    public static JsonObject ByteLevel(params string[] tokens)
    {
        using TemporaryDirectory directory = new();
        s_bytes.Save(directory.Path);
        JsonObject root = JsonNode.Parse(File.ReadAllText(directory.PathOf("tokenizer.json")))!.AsObject();
        JsonObject vocabulary = root["model"]!["vocab"]!.AsObject();
        foreach (string token in tokens)
            vocabulary[InBytes(token)] = vocabulary.Count;
        return root;
    }

    /// <summary>A tokenizer.json whose symbols are characters: the given tokens with ids from 0, the given merges, nothing else.</summary>
    public static JsonObject OfCharacters(IEnumerable<string> tokens, params string[] merges) => new()
    {
        ["model"] = new JsonObject
        {
            ["type"] = "BPE",
            ["vocab"] = new JsonObject(tokens.Select((token, id) => KeyValuePair.Create(token, (JsonNode?)id))),
            ["merges"] = new JsonArray([.. merges.Select(merge => (JsonNode?)merge)]),
        },
    };

    /// <summary>A byte-level tokenizer that shows how a pattern splits: each expected piece is a token, and nothing else is merged.</summary>
    public static HuggingFaceTokenizer Splitting(string pattern, params string[] pieces)
    {
        JsonObject root = ByteLevel([.. pieces.Where(piece => Encoding.UTF8.GetByteCount(piece) > 1).Distinct()]);
        root["pre_tokenizer"]!["pretokenizers"]![0]!["pattern"] = new JsonObject { ["Regex"] = pattern };
        root["model"]!["ignore_merges"] = true;
        return Load(root);
    }

    public static HuggingFaceTokenizer Load(JsonNode definition) => Load(definition.ToJsonString());

    public static HuggingFaceTokenizer Load(string definition, string? configuration = null)
    {
        using TemporaryDirectory directory = new();
        File.WriteAllText(directory.PathOf("tokenizer.json"), definition);
        if (configuration is not null)
            File.WriteAllText(directory.PathOf("tokenizer_config.json"), configuration);
        return HuggingFaceTokenizer.Load(directory.Path);
    }

    /// <summary>A text in the byte alphabet.</summary>
    public static string InBytes(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(value => s_bytes.IdToToken(value)));
}
