using System.Buffers;
using System.Text.Json.Nodes;
using Microsoft.ML.Tokenizers;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>The tokenizer as a whole, on small vocabularies made in the test.</summary>
[TestClass]
public sealed class HuggingFaceTokenizerTests
{
    private const string Text = "Tom has 12 apples, é and 👍🏽!";

    private static readonly HuggingFaceTokenizer s_trained = HuggingFaceTokenizer.Train(
        Enumerable.Repeat("Tom has 12 apples and buys 34 more apples.", 3),
        new() { VocabularySize = 300, SpecialTokens = ["<|im_start|>", "<|im_end|>"] });

    [TestMethod]
    public void Ids_tokens_and_counts_agree_and_tokens_cover_the_text()
    {
        IReadOnlyList<EncodedToken> tokens = s_trained.EncodeToTokens(Text, out string? normalized);

        Assert.IsNull(normalized);
        CollectionAssert.AreEqual(s_trained.Encode(Text, addSpecialTokens: false).ToArray(), tokens.Select(token => token.Id).ToArray());
        CollectionAssert.AreEqual(s_trained.EncodeToIds(Text.AsSpan()).ToArray(), tokens.Select(token => token.Id).ToArray());
        Assert.AreEqual(tokens.Count, s_trained.CountTokens(Text));
        int end = 0;
        foreach (EncodedToken token in tokens)
        {
            Assert.AreEqual(s_trained.IdToToken(token.Id), token.Value);
            // A character of several tokens lies under each of them.
            Assert.IsTrue(token.Offset.Start.Value <= end && token.Offset.End.Value >= end);
            end = token.Offset.End.Value;
        }
        Assert.AreEqual(Text.Length, end);
        Assert.AreEqual(" apples", Text[tokens.Single(token => token.Value == "Ġapples").Offset]);
    }

    [TestMethod]
    public void No_limit_cuts_a_character_in_two()
    {
        int all = s_trained.CountTokens(Text);
        for (int limit = 0; limit <= all; limit++)
        {
            IReadOnlyList<int> ids = s_trained.EncodeToIds(Text, limit, out _, out int consumed);
            Assert.IsLessThanOrEqualTo(limit, ids.Count);
            Assert.AreEqual(Text[..consumed], s_trained.Decode(ids));
            Assert.AreEqual(consumed, s_trained.GetIndexByTokenCount(Text, limit, out _, out int count));
            Assert.AreEqual(ids.Count, count);

            int start = s_trained.GetIndexByTokenCountFromEnd(Text, limit, out _, out count);
            Assert.IsLessThanOrEqualTo(limit, count);
            Assert.AreEqual(Text[start..], s_trained.Decode(s_trained.EncodeToIds(Text).Skip(all - count)));
        }
        Assert.AreEqual(Text.Length, s_trained.GetIndexByTokenCount(Text, all, out _, out _));
        Assert.AreEqual(0, s_trained.GetIndexByTokenCountFromEnd(Text, all, out _, out _));
    }

    [TestMethod]
    public void Added_tokens_are_found_in_text_and_special_ones_can_be_left_out()
    {
        IReadOnlyList<int> ids = s_trained.Encode("<|im_start|>a<|im_end|>", addSpecialTokens: false);

        CollectionAssert.AreEqual(
            new[] { s_trained.TokenToId("<|im_start|>")!.Value, 'a', s_trained.TokenToId("<|im_end|>")!.Value }, ids.ToArray());
        Assert.AreEqual("<|im_start|>a<|im_end|>", s_trained.Decode(ids));
        Assert.AreEqual("a", s_trained.Decode(ids, skipSpecialTokens: true));
        Assert.IsTrue(s_trained.IsSpecial(ids[0]));
        Assert.IsFalse(s_trained.IsSpecial(ids[1]));
    }

    [TestMethod]
    public void Ids_without_a_token_have_no_text()
    {
        Assert.IsNull(s_trained.IdToToken(-1));
        Assert.IsNull(s_trained.IdToToken(s_trained.VocabularySize));
        Assert.IsNull(s_trained.TokenToId("no such token"));
        Assert.AreEqual("ab", s_trained.Decode(['a', -1, 100_000, 'b']));
    }

    [TestMethod]
    public void Half_a_surrogate_pair_becomes_the_replacement_character()
    {
        IReadOnlyList<int> ids = s_trained.EncodeToIds("a\uD83Db", 100, out string? normalized, out _);

        Assert.AreEqual("a\uFFFDb", normalized);
        Assert.AreEqual("a\uFFFDb", s_trained.Decode(ids));
    }

    [TestMethod]
    public void Decoding_into_a_span_is_all_or_nothing()
    {
        int[] ids = [.. s_trained.Encode("é👍", addSpecialTokens: false)];
        Span<char> buffer = stackalloc char[3];

        Assert.AreEqual(OperationStatus.DestinationTooSmall, s_trained.Decode(ids, buffer[..2], out int consumed, out int written));
        Assert.AreEqual((0, 0), (consumed, written));
        Assert.AreEqual(OperationStatus.Done, s_trained.Decode(ids, buffer, out consumed, out written));
        Assert.AreEqual((ids.Length, 3), (consumed, written));
        Assert.AreEqual("é👍", new string(buffer));
    }

    [TestMethod]
    public void Normalization_and_splitting_can_be_switched_off()
    {
        JsonObject root = SmallTokenizer.ByteLevel("a b");
        root["normalizer"] = new JsonObject { ["type"] = "NFC" };
        root["model"]!["ignore_merges"] = true;
        HuggingFaceTokenizer tokenizer = SmallTokenizer.Load(root);

        Assert.AreEqual(2, tokenizer.CountTokens("e\u0301"));
        Assert.AreEqual(3, tokenizer.CountTokens("e\u0301", considerNormalization: false));
        Assert.AreEqual(3, tokenizer.CountTokens("a b"));
        CollectionAssert.AreEqual(new[] { 256 }, tokenizer.EncodeToIds("a b", considerPreTokenization: false).ToArray());
        tokenizer.EncodeToTokens("xe\u0301", out string? normalized);
        Assert.AreEqual("x\u00E9", normalized);
        Assert.IsNull(tokenizer.Normalizer);
        Assert.IsNull(tokenizer.PreTokenizer);
    }

    [TestMethod]
    public void A_code_point_that_the_runtime_cannot_normalize_is_kept_and_all_around_it_normalized()
    {
        JsonObject root = SmallTokenizer.ByteLevel();
        root["normalizer"] = new JsonObject { ["type"] = "NFC" };
        HuggingFaceTokenizer tokenizer = SmallTokenizer.Load(root);

        Assert.AreEqual("\u00E9\uFFFE\u00E9", tokenizer.Decode(tokenizer.EncodeToIds("e\u0301\uFFFEe\u0301")));
    }

    [TestMethod]
    public void Files_are_written_back_byte_for_byte_and_say_which_tokens_are_special()
    {
        using TemporaryDirectory first = new(), second = new();
        Dictionary<string, string> files = new()
        {
            ["tokenizer.json"] = "\uFEFF" + TrainedDefinition() + "\n\n",
            ["tokenizer_config.json"] = """{"eos_token": {"content": "<|im_end|>"}, "pad_token": null, "chat_template": "old"}""",
            ["special_tokens_map.json"] = """{"pad_token": "<|im_start|>", "eos_token": "ignored"}""",
            ["chat_template.jinja"] = "new",
            ["merges.txt"] = "#version: 0.2\n",
        };
        foreach ((string name, string content) in files)
            File.WriteAllText(first.PathOf(name), content);
        File.WriteAllText(first.PathOf("model.safetensors"), "not ours");

        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.Load(first.PathOf("tokenizer.json"));
        tokenizer.Save(second.PathOf("deep/er"));

        foreach (string name in files.Keys)
            CollectionAssert.AreEqual(File.ReadAllBytes(first.PathOf(name)), File.ReadAllBytes(second.PathOf($"deep/er/{name}")), name);
        Assert.HasCount(files.Count, Directory.GetFiles(second.PathOf("deep/er")));
        Assert.AreEqual(tokenizer.TokenToId("<|im_end|>"), tokenizer.EndTokenId);
        Assert.AreEqual(tokenizer.TokenToId("<|im_start|>"), tokenizer.PadTokenId);
        Assert.IsNull(tokenizer.BeginTokenId);
        Assert.AreEqual("new", tokenizer.ChatTemplateSource);

        static string TrainedDefinition()
        {
            using TemporaryDirectory directory = new();
            s_trained.Save(directory.Path);
            return File.ReadAllText(directory.PathOf("tokenizer.json"));
        }
    }

    [TestMethod]
    [DataRow("""{"chat_template": "plain"}""", "plain")]
    [DataRow("""{"chat_template": [{"name": "tools", "template": "t"}, {"name": "default", "template": "d"}]}""", "d")]
    [DataRow("""{"chat_template": [{"name": "tools", "template": "t"}]}""", null)]
    [DataRow("""{}""", null)]
    public void The_chat_template_may_be_one_or_one_of_several(string configuration, string? expected)
    {
        Assert.AreEqual(expected, SmallTokenizer.Load(SmallTokenizer.ByteLevel().ToJsonString(), configuration).ChatTemplateSource);
    }

    [TestMethod]
    public void Truncation_and_padding_in_the_file_are_ignored()
    {
        JsonObject root = SmallTokenizer.ByteLevel();
        root["truncation"] = JsonNode.Parse("""{"max_length": 2, "strategy": "LongestFirst", "stride": 0, "direction": "Right"}""");
        root["padding"] = JsonNode.Parse("""{"strategy": {"Fixed": 9}, "direction": "Left", "pad_id": 0}""");

        Assert.HasCount(3, SmallTokenizer.Load(root).Encode("abc", addSpecialTokens: true));
    }

    [TestMethod]
    public void Very_long_pieces_are_encoded()
    {
        // One piece each; a quadratic merge would not come back from here.
        foreach (string unit in (string[])["a", "apples", " ", "!", "\n", "<|im_end|"])
        {
            string text = string.Concat(Enumerable.Repeat(unit, 300_000 / unit.Length));
            Assert.AreEqual(text, s_trained.Decode(s_trained.Encode(text, addSpecialTokens: false), skipSpecialTokens: false), unit);
        }
    }

    [TestMethod]
    public void Many_threads_get_the_same_ids()
    {
        string[] texts = [.. Enumerable.Range(0, 200).Select(i => $"Tom has {i} apples and word{i} word{i * 7}.")];
        HuggingFaceTokenizer fresh = HuggingFaceTokenizer.Train(texts, new() { VocabularySize = 320 });
        int[][] expected = [.. texts.Select(text => fresh.EncodeToTokens(text, out _).Select(token => token.Id).ToArray())];

        Parallel.For(0, 2_000, i =>
            CollectionAssert.AreEqual(expected[i % texts.Length], fresh.Encode(texts[i % texts.Length], addSpecialTokens: false).ToArray()));
    }

    [TestMethod]
    public void Nothing_is_an_error_of_the_caller()
    {
        Assert.ThrowsExactly<ArgumentNullException>(() => s_trained.Encode(null!, addSpecialTokens: false));
        Assert.ThrowsExactly<ArgumentNullException>(() => s_trained.Decode(null!, skipSpecialTokens: false));
        Assert.ThrowsExactly<ArgumentNullException>(() => HuggingFaceTokenizer.Train(null!, new()));
        Assert.ThrowsExactly<ArgumentNullException>(() => HuggingFaceTokenizer.Train([], null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => HuggingFaceTokenizer.Load(null!));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => s_trained.EncodeToIds("a", -1, out _, out _));
        Assert.IsEmpty(s_trained.Encode("", addSpecialTokens: true));
        Assert.AreEqual("", s_trained.Decode([]));
    }
}
