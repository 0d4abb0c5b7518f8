using System.Text;
using System.Text.Json.Nodes;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Files that are broken, hostile or of another kind: a clear error each, never a crash and never a wrong tokenizer.</summary>
[TestClass]
public sealed class MalformedTokenizerTests
{
    [TestMethod]
    [DataRow("model", "null", "model")]
    [DataRow("model.vocab", "null", "model.vocab")]
    [DataRow("model.vocab", "{}", "model.vocab")]
    [DataRow("model.vocab", "[1]", "model.vocab")]
    [DataRow("model.vocab", """{"a": "x"}""", "model.vocab")]
    [DataRow("model.vocab", """{"a": -1}""", "model.vocab")]
    [DataRow("model.vocab", """{"a": 1.5}""", "model.vocab")]
    [DataRow("model.vocab", """{"a": 2147483647}""", "model.vocab")]
    [DataRow("model.vocab", """{"\ud800": 1}""", "model.vocab")]
    [DataRow("model.merges", "null", "model.merges")]
    [DataRow("model.merges", "{}", "model.merges")]
    [DataRow("model.merges", "[1]", "model.merges[0]")]
    [DataRow("model.merges", """["a b", "c"]""", "model.merges[0]")]
    [DataRow("model.merges", """["a b c"]""", "model.merges[0]")]
    [DataRow("model.merges", """[["a"]]""", "model.merges[0]")]
    [DataRow("model.merges", """[["a", 1]]""", "model.merges[0][1]")]
    [DataRow("model.merges", """["a\ud800 b"]""", "model.merges[0]")]
    [DataRow("model.unk_token", "\"nowhere\"", "model.unk_token")]
    [DataRow("model.ignore_merges", "1", "model.ignore_merges")]
    [DataRow("added_tokens", "{}", "added_tokens")]
    [DataRow("added_tokens", "[1]", "added_tokens[0]")]
    [DataRow("added_tokens", """[{"id": 300}]""", "added_tokens[0].content")]
    [DataRow("added_tokens", """[{"content": "<x>"}]""", "added_tokens[0].id")]
    [DataRow("added_tokens", """[{"content": "<x>", "id": -5}]""", "added_tokens[0].id")]
    [DataRow("added_tokens", """[{"content": "<x>", "id": 2000000000}]""", "model.vocab")]
    [DataRow("added_tokens", """[{"content": "<x>", "id": 300, "lstrip": "yes"}]""", "added_tokens[0].lstrip")]
    [DataRow("normalizer", "[]", "normalizer")]
    [DataRow("normalizer", """{"type": "Prepend"}""", "normalizer.prepend")]
    [DataRow("normalizer", """{"type": "Replace", "pattern": {"String": ""}, "content": "x"}""", "normalizer.pattern.String")]
    [DataRow("normalizer", """{"type": "Sequence", "normalizers": [{}]}""", "normalizer.normalizers[0].type")]
    [DataRow("pre_tokenizer", """{"type": "Split", "pattern": {}, "behavior": "Isolated"}""", "pre_tokenizer.pattern.Regex")]
    [DataRow("pre_tokenizer", """{"type": "Metaspace", "replacement": "ab"}""", "pre_tokenizer.replacement")]
    [DataRow("pre_tokenizer", """{"type": "Metaspace", "replacement": "a", "prepend_scheme": "?"}""", "pre_tokenizer.prepend_scheme")]
    [DataRow("post_processor", """{"type": "TemplateProcessing", "single": []}""", "post_processor.single")]
    [DataRow("post_processor", """{"type": "TemplateProcessing", "single": [{"A": 1}]}""", "post_processor.single[0]")]
    [DataRow("post_processor",
        """{"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<s>"}}, {"Sequence": {}}], "special_tokens": {}}""",
        "post_processor.single[0].SpecialToken.id")]
    [DataRow("post_processor",
        """{"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "s"}}, {"Sequence": {}}], "special_tokens": {"s": {"ids": [9999]}}}""",
        "post_processor")]
    [DataRow("decoder", """{"type": "Strip", "content": " ", "start": 1}""", "decoder.stop")]
    [DataRow("decoder", """{"type": "Replace", "pattern": {"String": ""}, "content": ""}""", "decoder.pattern.String")]
    public void A_malformed_field_is_named(string field, string value, string named)
    {
        FormatException error = Assert.ThrowsExactly<FormatException>(() => SmallTokenizer.Load(With(field, value)));

        StringAssert.Contains(error.Message, "tokenizer.json");
        StringAssert.Contains(error.Message, $"'{named}'");
    }

    [TestMethod]
    [DataRow("model.type", "\"Unigram\"", "model.type")]
    [DataRow("model.dropout", "0.1", "model.dropout")]
    [DataRow("model.end_of_word_suffix", "\"</w>\"", "model.end_of_word_suffix")]
    [DataRow("normalizer", """{"type": "Lowercase"}""", "normalizer")]
    [DataRow("pre_tokenizer", """{"type": "BertPreTokenizer"}""", "pre_tokenizer")]
    [DataRow("pre_tokenizer",
        """{"type": "Sequence", "pretokenizers": [{"type": "ByteLevel"}, {"type": "Digits"}]}""", "pre_tokenizer.pretokenizers[1]")]
    [DataRow("pre_tokenizer", """{"type": "Split", "pattern": {"String": "a"}, "behavior": "Contiguous"}""", "pre_tokenizer.behavior")]
    [DataRow("post_processor", """{"type": "BertProcessing"}""", "post_processor")]
    [DataRow("decoder", """{"type": "WordPiece"}""", "decoder")]
    [DataRow("decoder", """{"type": "Strip", "content": " ", "start": 1, "stop": 1}""", "decoder.stop")]
    [DataRow("decoder", """{"type": "Replace", "pattern": {"Regex": "a"}, "content": ""}""", "decoder.pattern")]
    [DataRow("decoder",
        """{"type": "Sequence", "decoders": [{"type": "Fuse"}, {"type": "Replace", "pattern": {"String": "ab"}, "content": ""}]}""",
        "decoder.decoders[1]")]
    public void Another_kind_of_tokenizer_is_refused_by_field(string field, string value, string named)
    {
        NotSupportedException error = Assert.ThrowsExactly<NotSupportedException>(() => SmallTokenizer.Load(With(field, value)));

        StringAssert.Contains(error.Message, "tokenizer.json");
        StringAssert.Contains(error.Message, $"'{named}'");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("[]")]
    [DataRow("null")]
    [DataRow("{\"model\": {")]
    [DataRow("not json")]
    public void A_file_that_is_no_JSON_object_is_named(string content)
    {
        FormatException error = Assert.ThrowsExactly<FormatException>(() => SmallTokenizer.Load(content));

        StringAssert.Contains(error.Message, "tokenizer.json");
    }

    [TestMethod]
    [DataRow("{", "tokenizer_config.json")]
    [DataRow("""{"eos_token": 5}""", "eos_token")]
    [DataRow("""{"eos_token": {"lstrip": true}}""", "eos_token.content")]
    [DataRow("""{"chat_template": {"a": 1}}""", "chat_template")]
    [DataRow("""{"chat_template": [{"name": "default"}]}""", "chat_template[0].template")]
    public void A_malformed_configuration_is_named(string configuration, string named)
    {
        FormatException error = Assert.ThrowsExactly<FormatException>(
            () => SmallTokenizer.Load(SmallTokenizer.ByteLevel().ToJsonString(), configuration));

        StringAssert.Contains(error.Message, "tokenizer_config.json");
        StringAssert.Contains(error.Message, named);
    }

    [TestMethod]
    public void A_path_without_a_tokenizer_is_named()
    {
        using TemporaryDirectory directory = new();

        FileNotFoundException error = Assert.ThrowsExactly<FileNotFoundException>(() => HuggingFaceTokenizer.Load(directory.Path));
        Assert.AreEqual(directory.PathOf("tokenizer.json"), error.FileName);
        Assert.ThrowsExactly<FileNotFoundException>(() => HuggingFaceTokenizer.Load(directory.PathOf("none/tokenizer.json")));
        Assert.ThrowsExactly<ArgumentException>(() => HuggingFaceTokenizer.Load(""));
    }

    [TestMethod]
    public void No_damage_to_a_file_has_any_other_effect_than_an_error_that_names_it()
    {
        JsonObject root = SmallTokenizer.ByteLevel("ab", "abc");
        root["model"]!["merges"] = new JsonArray("a b", "ab c");
        root["added_tokens"] = JsonNode.Parse("""[{"id": 258, "content": "<x>", "special": true}]""");
        byte[] whole = Encoding.UTF8.GetBytes(root.ToJsonString());
        using TemporaryDirectory directory = new();
        string file = directory.PathOf("tokenizer.json");
        Random random = new(7);
        int read = 0;
        for (int round = 0; round < 400; round++)
        {
            byte[] damaged = round % 4 == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
            for (int i = random.Next(1, 4); i > 0 && damaged.Length > 0; i--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(file, damaged);
            try
            {
                HuggingFaceTokenizer.Load(directory.Path).Encode("abc <x> d", addSpecialTokens: true);
                read++;
            }
            catch (Exception e) when (e is FormatException or NotSupportedException)
            {
                StringAssert.Contains(e.Message, file);
            }
        }
        Assert.IsGreaterThan(0, read);
        Assert.IsLessThan(400, read);
    }

    /// <summary>The file with one field replaced: as text, for it need not be text that a JSON writer would write.</summary>
    private static string With(string field, string value)
    {
        const string Mark = "here";
        JsonObject root = SmallTokenizer.ByteLevel();
        string[] keys = field.Split('.');
        JsonNode owner = keys.SkipLast(1).Aggregate((JsonNode)root, (node, key) => node[key]!);
        owner[keys[^1]] = Mark;
        return root.ToJsonString().Replace($"\"{Mark}\"", value, StringComparison.Ordinal);
    }
}
