using System.Text.Json.Nodes;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Merging and unknown symbols, against the plainest program that does the same.</summary>
[TestClass]
public sealed class BytePairTests
{
    [TestMethod]
    public void Merges_are_those_of_the_plainest_algorithm()
    {
        Random random = new(11);
        for (int round = 0; round < 60; round++)
        {
            List<string> tokens = ["a", "b", "c"];
            List<(string Left, string Right)> merges = [];
            while (merges.Count < 12)
            {
                (string left, string right) = (tokens[random.Next(tokens.Count)], tokens[random.Next(tokens.Count)]);
                if (merges.Contains((left, right)) || left.Length + right.Length > 8)
                    continue;
                merges.Add((left, right));
                if (!tokens.Contains(left + right))
                    tokens.Add(left + right);
            }
            // Ranks and ids in different orders.
            string[] shuffled = [.. tokens];
            random.Shuffle(shuffled);
            JsonObject root = SmallTokenizer.OfCharacters(
                [.. shuffled, .. Enumerable.Range(0, 256).Select(value => $"<0x{value:X2}>")],
                [.. merges.Select(merge => $"{merge.Left} {merge.Right}")]);
            // With bytes for everything unknown, texts are cut where no merge can cross: the result is the same.
            root["model"]!["byte_fallback"] = round % 2 == 0;
            HuggingFaceTokenizer tokenizer = SmallTokenizer.Load(root);

            for (int i = 0; i < 20; i++)
            {
                string text = new([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => (char)('a' + random.Next(3)))]);
                CollectionAssert.AreEqual(
                    Plainly(text, merges), tokenizer.Encode(text, addSpecialTokens: false).Select(tokenizer.IdToToken).ToArray(), text);
            }
        }
    }

    [TestMethod]
    [DataRow(false, "a|?|?|b|?")]
    [DataRow(true, "a|?|b|?")]
    public void Unknown_symbols_become_unknown_tokens_fused_or_not(bool fuse, string expected)
    {
        JsonObject root = SmallTokenizer.OfCharacters(["a", "b", "?"]);
        root["model"]!["unk_token"] = "?";
        root["model"]!["fuse_unk"] = fuse;
        HuggingFaceTokenizer tokenizer = SmallTokenizer.Load(root);

        CollectionAssert.AreEqual(expected.Split('|'), tokenizer.Encode("axyb😀", addSpecialTokens: false).Select(tokenizer.IdToToken).ToArray());
        Assert.AreEqual(3, tokenizer.EncodeToTokens("axyb😀", out _)[fuse ? 1 : 2].Offset.End.Value);
    }

    [TestMethod]
    public void Without_an_unknown_token_unknown_symbols_are_dropped()
    {
        HuggingFaceTokenizer tokenizer = SmallTokenizer.Load(SmallTokenizer.OfCharacters(["a", "b", "ab"], "a b"));

        CollectionAssert.AreEqual(new[] { 2 }, tokenizer.Encode("axb", addSpecialTokens: false).ToArray());
    }

    [TestMethod]
    public void Bytes_stand_in_for_a_character_only_where_all_of_them_are_tokens()
    {
        JsonObject root = SmallTokenizer.OfCharacters(["a", "?", "<0xC3>", "<0xA9>", "<0xE2>"]);
        root["model"]!["unk_token"] = "?";
        root["model"]!["byte_fallback"] = true;
        HuggingFaceTokenizer tokenizer = SmallTokenizer.Load(root);

        CollectionAssert.AreEqual(new[] { 0, 2, 3, 1 }, tokenizer.Encode("aé€", addSpecialTokens: false).ToArray());
    }

    [TestMethod]
    public void Bytes_may_be_merged_like_anything_else()
    {
        JsonObject root = SmallTokenizer.OfCharacters(
            ["a", "<0xC3><0xA9>", "a<0xC3><0xA9>", .. Enumerable.Range(0, 256).Select(value => $"<0x{value:X2}>")],
            "<0xC3> <0xA9>", "a <0xC3><0xA9>");
        root["model"]!["byte_fallback"] = true;

        CollectionAssert.AreEqual(new[] { 2, 1 }, SmallTokenizer.Load(root).Encode("aéé", addSpecialTokens: false).ToArray());
    }

    [TestMethod]
    [DataRow(true, "abc")]
    [DataRow(false, "ab|c")]
    public void A_piece_that_is_a_token_is_one_token_only_where_merges_are_ignored(bool ignore, string expected)
    {
        JsonObject root = SmallTokenizer.OfCharacters(["a", "b", "c", "ab", "abc"], "a b");
        root["model"]!["ignore_merges"] = ignore;
        HuggingFaceTokenizer tokenizer = SmallTokenizer.Load(root);

        CollectionAssert.AreEqual(expected.Split('|'), tokenizer.Encode("abc", addSpecialTokens: false).Select(tokenizer.IdToToken).ToArray());
    }

    [TestMethod]
    public void Merges_may_be_written_in_pairs_and_begin_with_a_version()
    {
        JsonObject pairs = SmallTokenizer.OfCharacters(["a", " ", "a "]);
        pairs["model"]!["merges"] = JsonNode.Parse("""[["a", " "]]""");
        JsonObject lines = SmallTokenizer.OfCharacters(["a", "b", "ab"], "#version: 0.2", "a b");

        CollectionAssert.AreEqual(new[] { 2 }, SmallTokenizer.Load(pairs).Encode("a ", addSpecialTokens: false).ToArray());
        CollectionAssert.AreEqual(new[] { 2 }, SmallTokenizer.Load(lines).Encode("ab", addSpecialTokens: false).ToArray());
    }

    /// <summary>Again and again the pair of lowest rank, leftmost first.</summary>
    private static string[] Plainly(string text, List<(string Left, string Right)> merges)
    {
        List<string> symbols = [.. text.Select(character => character.ToString())];
        while (true)
        {
            (int Rank, int At) best = (int.MaxValue, -1);
            for (int i = 0; i + 1 < symbols.Count; i++)
                if (merges.IndexOf((symbols[i], symbols[i + 1])) is >= 0 and int rank && rank < best.Rank)
                    best = (rank, i);
            if (best.At < 0)
                return [.. symbols];
            symbols[best.At] += symbols[best.At + 1];
            symbols.RemoveAt(best.At + 1);
        }
    }
}
