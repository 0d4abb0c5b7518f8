using System.Text.Json.Nodes;
using Microsoft.ML.Reasoning.Testing;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Mutated tokenizer.json: an error that names the file, or a tokenizer whose ids are its own.</summary>
[TestClass]
public sealed class TokenizerFuzzTests
{
    private static readonly string[] s_texts = ["", "the cat sat on the mat", " 123 abcé漢😀\r\n\t<s>x</s>", new string('a', 300)];

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void A_mutated_tokenizer_is_refused_or_encodes_to_ids_that_it_has()
    {
        using var directory = new TemporaryDirectory();
        FuzzRun run = FuzzRun.Of(new Mutations([ByteLevel(), SentencePiece()], seed: 5), directory.PathOf("tokenizer.json"), file =>
        {
            HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.Load(file);
            foreach (string text in s_texts)
            {
                IReadOnlyList<int> ids = tokenizer.Encode(text, addSpecialTokens: true);
                foreach (int id in ids)
                    Assert.IsNotNull(tokenizer.IdToToken(id));
                Assert.IsNotNull(tokenizer.Decode(ids, skipSpecialTokens: false));
            }
        }, TestContext);
        Assert.IsGreaterThan(run.Inputs / 100, run.Read);
    }

    private static string ByteLevel()
    {
        JsonObject root = SmallTokenizer.ByteLevel("th", "the", "at", " c", "12");
        root["model"]!["merges"] = new JsonArray("t h", "th e", "a t");
        root["added_tokens"] = new JsonArray(Added(261, "<s>"), Added(262, "</s>"));
        root["post_processor"] = JsonNode.Parse("""
            {"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<s>","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],"special_tokens":{"<s>":{"id":"<s>","ids":[261],"tokens":["<s>"]}}}
            """);
        return root.ToJsonString();
    }

    private static string SentencePiece()
    {
        string[] bytes = [.. Enumerable.Range(0, 256).Select(value => $"<0x{value:X2}>")];
        JsonObject root = SmallTokenizer.OfCharacters(["<unk>", "<s>", "</s>", .. bytes, "▁", "t", "h", "e", "a", "c", "th", "▁th", "the", "▁c"], "t h", "▁ th", "th e", "▁ c");
        root["model"]!["byte_fallback"] = true;
        root["model"]!["unk_token"] = "<unk>";
        root["model"]!["fuse_unk"] = true;
        root["normalizer"] = JsonNode.Parse("""{"type":"Sequence","normalizers":[{"type":"Prepend","prepend":"▁"},{"type":"Replace","pattern":{"String":" "},"content":"▁"}]}""");
        root["decoder"] = JsonNode.Parse("""
            {"type":"Sequence","decoders":[{"type":"Replace","pattern":{"String":"▁"},"content":" "},{"type":"ByteFallback"},{"type":"Fuse"},{"type":"Strip","content":" ","start":1,"stop":0}]}
            """);
        root["added_tokens"] = new JsonArray(Added(1, "<s>"), Added(2, "</s>"));
        return root.ToJsonString();
    }

    private static JsonObject Added(int id, string content) => new()
    {
        ["id"] = id, ["content"] = content, ["single_word"] = false, ["lstrip"] = false, ["rstrip"] = false, ["normalized"] = false, ["special"] = true,
    };
}
