using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>A text ends before the first stop string, as soon as the tokens so far spell one.</summary>
[TestClass]
public sealed class SampleTextTests
{
    // 漢 is E6 BC A2: runs of bytes become text, or not, at every length.
    private static readonly string[] s_pieces = ["▁a", "b", "ab", "▁", "<0xE6>", "<0xBC>", "<0xA2>", "<0x0A>", "<0x61>", "c▁b"];
    private static readonly string[] s_stops = ["ab", "ba", "a b", "漢", "漢a", "\n", "\na", "b漢", "a", "aab", " "];

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void It_ends_where_the_definition_says_token_by_token(bool byteFallback)
    {
        HuggingFaceTokenizer tokenizer = byteFallback ? ByteFallback() : SmallTokenizer.Load(SmallTokenizer.ByteLevel("ab", "ba", "漢"));
        Gen<int> ids = byteFallback
            ? Gen.Choose(0, s_pieces.Length - 1)
            : Gen.Elements(tokenizer.Encode("ab\n 漢", addSpecialTokens: false).Concat(
                new[] { "Ġ", "a", "b", "æ", "¼", "¢", "Ċ" }.Select(token => tokenizer.TokenToId(token)!.Value)).Distinct().ToArray());
        var cases = ids.ListOf().Zip(Gen.Elements(s_stops).NonEmptyListOf()).ToArbitrary();
        Prop.ForAll(cases, pair =>
        {
            (IReadOnlyList<int> tokens, IReadOnlyList<string> stops) = ([.. pair.Item1], [.. pair.Item2]);
            (int count, string text) = Expected(tokenizer, tokens, stops);
            var found = new SampleText(tokenizer, stops);
            string streamed = "";
            int taken = 0;
            bool ended = false;
            while (taken < tokens.Count && !ended)
            {
                ended = found.Append([.. tokens.Take(++taken)]);
                streamed += found.Take(last: false);
            }

            found.Complete();
            streamed += found.Take(last: true);
            return (taken == count && found.Value == text && streamed == text).Label($"{taken} of {count}: '{found.Value}', '{streamed}', not '{text}'");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [TestMethod]
    public void A_run_of_bytes_is_not_waited_for()
    {
        var text = new SampleText(ByteFallback(), ["\n\n"]);
        Assert.IsFalse(text.Append([0]));
        Assert.AreEqual("a", text.Take(last: false));
        Assert.IsFalse(text.Append([0, 7]));
        Assert.IsTrue(text.Append([0, 7, 7]));
        Assert.AreEqual("a", text.Value);
        Assert.AreEqual("", text.Take(last: true));
    }

    private static (int Tokens, string Text) Expected(HuggingFaceTokenizer tokenizer, IReadOnlyList<int> tokens, IReadOnlyList<string> stops)
    {
        for (int count = 1; count <= tokens.Count; count++)
        {
            string text = tokenizer.Decode(tokens.Take(count), skipSpecialTokens: true);
            int[] places = [.. stops.Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(at => at >= 0)];
            if (places.Length > 0)
                return (count, text[..places.Min()]);
        }

        return (tokens.Count, tokenizer.Decode(tokens, skipSpecialTokens: true));
    }

    private static HuggingFaceTokenizer ByteFallback()
    {
        JsonObject definition = SmallTokenizer.OfCharacters(s_pieces);
        definition["decoder"] = JsonNode.Parse("""
            {"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"},
             {"type": "Fuse"}, {"type": "Strip", "content": " ", "start": 1, "stop": 0}]}
            """);
        return SmallTokenizer.Load(definition);
    }
}
