using System.Text.Json.Nodes;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>The decoder's stages, and how they work token by token.</summary>
[TestClass]
public sealed class TokenizerDecoderTests
{
    private static readonly string[] s_tokens = [" a", "  b", " ", "▁c▁", "<0xC3>", "<0xA9>", "<0xFF>", "d"];

    [TestMethod]
    [DataRow(null, " a   b   ▁c▁")]
    [DataRow("""{"type": "Fuse"}""", " a  b ▁c▁")]
    [DataRow("""{"type": "Strip", "content": " ", "start": 1, "stop": 0}""", "a b▁c▁")]
    [DataRow("""{"type": "Sequence", "decoders": [{"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 9, "stop": 0}]}""", "a  b ▁c▁")]
    [DataRow("""{"type": "Replace", "pattern": {"String": "▁"}, "content": "_"}""", " a  b _c_")]
    [DataRow("""{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "first"}""", " a  b  c ")]
    public void Stages_work_on_each_token_or_on_all_of_them(string? decoder, string expected)
    {
        Assert.AreEqual(expected, WithDecoder(decoder).Decode([0, 1, 2, 3]));
    }

    [TestMethod]
    [DataRow("first", "c a")]
    [DataRow("never", " c  a")]
    public void A_first_token_loses_its_marks_unless_none_was_put_there(string scheme, string expected)
    {
        string decoder = $$"""{"type": "Metaspace", "replacement": "▁", "prepend_scheme": "{{scheme}}"}""";

        Assert.AreEqual(expected, WithDecoder(decoder).Decode([3, 0]));
    }

    [TestMethod]
    public void A_run_of_bytes_is_text_only_where_all_of_it_is()
    {
        HuggingFaceTokenizer tokenizer = WithDecoder("""{"type": "ByteFallback"}""");

        Assert.AreEqual("éd", tokenizer.Decode([4, 5, 7]));
        Assert.AreEqual("\uFFFD\uFFFD\uFFFDd\uFFFD", tokenizer.Decode([4, 5, 6, 7, 4]));
    }

    [TestMethod]
    public void A_run_of_bytes_is_held_back_until_it_ends()
    {
        IncrementalDecoder decoder = WithDecoder("""{"type": "ByteFallback"}""").OpenDecoder(skipSpecialTokens: false);

        Assert.AreEqual("", decoder.Append(4));
        Assert.AreEqual("", decoder.Append(5));
        Assert.AreEqual("éd", decoder.Append(7));
        Assert.AreEqual("", decoder.Append(4));
        Assert.AreEqual("\uFFFD", decoder.Complete());
    }

    [TestMethod]
    public void Bytes_of_a_character_are_held_back_until_the_last_one()
    {
        HuggingFaceTokenizer tokenizer = SmallTokenizer.Load(SmallTokenizer.ByteLevel());
        IncrementalDecoder decoder = tokenizer.OpenDecoder(skipSpecialTokens: false);

        CollectionAssert.AreEqual(
            new[] { "a", "", "", "", "👍", "", "\uFFFDb" }, new[] { 'a', 0xF0, 0x9F, 0x91, 0x8D, 0xF0, 'b' }.Select(id => decoder.Append(id)).ToArray());
        Assert.AreEqual("", decoder.Complete());
    }

    private static HuggingFaceTokenizer WithDecoder(string? decoder)
    {
        JsonObject root = SmallTokenizer.OfCharacters(s_tokens);
        root["decoder"] = decoder is null ? null : JsonNode.Parse(decoder);
        return SmallTokenizer.Load(root);
    }
}
