using System.Text.Json.Nodes;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Split patterns: what they match, code point by code point, and what is refused.</summary>
[TestClass]
public sealed class SplitPatternTests
{
    private const string Qwen =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private const string Cl100k =
        @"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++(?!\S)|\s+";

    private const string DeepSeekV3 =
        "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*"
        + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    // The expected pieces are those of another engine (Python's regex) for the same patterns.
    [TestMethod]
    [DataRow(Qwen, "It'S 12 o'clock", "It|'S| |1|2| o|'clock")]
    [DataRow(Qwen, "don'ſ", "don|'ſ")]
    [DataRow(Qwen, "a  b   \n\n  c ", "a| | b|   \n\n| | c| ")]
    [DataRow(Qwen, "x𠮷𝔘y 𝟘😀!", "x𠮷𝔘y| |𝟘|😀!")]
    [DataRow(Qwen, "a\u0085b\u001Cc\u200Bd", "a|\u0085b|\u001Cc|\u200Bd")]
    [DataRow(Cl100k, "12345 we'Ll 'S'S", "123|45| we|'Ll| '|S|'S")]
    [DataRow(DeepSeekV3, "#tag $x \"quoted\" e\u0301t\u0301", "#tag| $|x| \"|quoted|\"| e\u0301t\u0301")]
    [DataRow(@"(?:ab|a(?:b|c)?){1,3}d|x{2,}|\p{^L}", "abacadxxx", "abacad|xxx")]
    [DataRow(@"(?=\p{Lu})[\p{L}_]+|\P{L}|\x61\u0062\x{1F600}", "Ab_ab😀c", "Ab_ab|😀|c")]
    [DataRow(@"(?i:k)+", "kK\u212Ax", "kK\u212A|x")]
    [DataRow(@"(?:ab){2}", "ababab", "abab|ab")]
    [DataRow(@"[a-c\-]+", "ab-cd", "ab-c|d")]
    public void A_pattern_splits_as_written(string pattern, string text, string pieces)
    {
        string[] expected = pieces.Split('|');
        HuggingFaceTokenizer tokenizer = SmallTokenizer.Splitting(pattern, expected);

        string[] actual = [.. tokenizer.Encode(text, addSpecialTokens: false).Select(id => tokenizer.Decode([id]))];
        CollectionAssert.AreEqual(expected, actual, string.Join('|', actual));
    }

    [TestMethod]
    [DataRow(@"(?<=a)b")]
    [DataRow(@"(?<name>a)")]
    [DataRow(@"a*?b")]
    [DataRow(@"\bword\b")]
    [DataRow(@"^a$")]
    [DataRow(@"\w+")]
    [DataRow(@"\p{Han}+")]
    [DataRow(@"[a[b]]")]
    [DataRow(@"(?i:é)")]
    [DataRow(@"(?i:[a-z])")]
    [DataRow(@"a?")]
    [DataRow(@"(?:a|b?)+")]
    [DataRow(@"(?:ab)+")]
    [DataRow(@"(?:(?:(?:ab){64}){64}){64}")]
    [DataRow(@"((((((((((((((((((((((((((((((((((a))))))))))))))))))))))))))))))))))")]
    [DataRow(@"\d{1,3}+")]
    [DataRow(@"(ab)\1")]
    public void What_a_pattern_may_not_use_is_refused_with_file_field_and_pattern(string pattern)
    {
        NotSupportedException error = Assert.ThrowsExactly<NotSupportedException>(() => SmallTokenizer.Splitting(pattern));

        StringAssert.Contains(error.Message, "tokenizer.json");
        StringAssert.Contains(error.Message, "pre_tokenizer.pretokenizers[0].pattern.Regex");
        StringAssert.Contains(error.Message, pattern);
    }

    [TestMethod]
    [DataRow("(a")]
    [DataRow("a)")]
    [DataRow("[a")]
    [DataRow("+a")]
    [DataRow("a{2,1}")]
    [DataRow("a{x}")]
    [DataRow("a{2")]
    [DataRow(@"\p{L")]
    [DataRow(@"\pL")]
    [DataRow(@"\x{110000}")]
    [DataRow(@"\x4")]
    [DataRow("[z-a]")]
    [DataRow(@"a\")]
    public void A_broken_pattern_is_an_error_of_the_file(string pattern)
    {
        FormatException error = Assert.ThrowsExactly<FormatException>(() => SmallTokenizer.Splitting(pattern));

        StringAssert.Contains(error.Message, "pre_tokenizer.pretokenizers[0].pattern.Regex");
        StringAssert.Contains(error.Message, pattern);
    }

    [TestMethod]
    public void A_pattern_that_backtracks_without_end_is_an_error_and_no_hang()
    {
        HuggingFaceTokenizer tokenizer = SmallTokenizer.Splitting("(?:a|a){0,64}b|a*a*a*a*a*a*c|x");

        Assert.HasCount(3, tokenizer.Encode("xxx", addSpecialTokens: false));
        Assert.ThrowsExactly<InvalidOperationException>(() => tokenizer.Encode(new string('a', 100), addSpecialTokens: false));
    }

    [TestMethod]
    [DataRow("Isolated", false, "a|, |b")]
    [DataRow("Removed", false, "a|b")]
    [DataRow("Removed", true, ", ")]
    public void Matches_and_gaps_are_kept_or_dropped(string behavior, bool invert, string pieces)
    {
        JsonObject root = SmallTokenizer.ByteLevel(", ");
        root["model"]!["ignore_merges"] = true;
        JsonNode split = root["pre_tokenizer"]!["pretokenizers"]![0]!;
        split["pattern"] = new JsonObject { ["String"] = ", " };
        split["behavior"] = behavior;
        split["invert"] = invert;
        HuggingFaceTokenizer tokenizer = SmallTokenizer.Load(root);

        CollectionAssert.AreEqual(
            pieces.Split('|'), tokenizer.Encode("a, b", addSpecialTokens: false).Select(id => tokenizer.Decode([id])).ToArray());
    }

    [TestMethod]
    [DataRow(true, "1|2|a")]
    [DataRow(false, "12|a")]
    public void Digits_are_split_alone_or_in_runs(bool individual, string pieces)
    {
        JsonObject root = SmallTokenizer.ByteLevel("12", "12a");
        root["model"]!["ignore_merges"] = true;
        root["pre_tokenizer"]!["pretokenizers"]![0] = new JsonObject { ["type"] = "Digits", ["individual_digits"] = individual };
        HuggingFaceTokenizer tokenizer = SmallTokenizer.Load(root);

        CollectionAssert.AreEqual(
            pieces.Split('|'), tokenizer.Encode("12a", addSpecialTokens: false).Select(id => tokenizer.Decode([id])).ToArray());
    }
}
