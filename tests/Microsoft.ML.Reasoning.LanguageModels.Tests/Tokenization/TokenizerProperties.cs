using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>What holds for every text and every ids.</summary>
[TestClass]
public sealed class TokenizerProperties
{
    private static readonly HuggingFaceTokenizer s_trained = HuggingFaceTokenizer.Train(
        ["Tom has 12 apples and buys 34 more apples. Ünïcödé, 漢字 and 👍🏽 too: 漢字 👍🏽"], new() { VocabularySize = 320, MinimumFrequency = 1 });

    // Letters, spaces, marks, pairs beyond the BMP, and whatever FsCheck thinks of.
    private static Arbitrary<string> Texts() => Gen.OneOf(
            ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get),
            Gen.Elements("a", "apples", " ", "  ", "\n", "\r\n", "12", "é", "e\u0301", "漢", "👍🏽", "𠮷", "'s", "\u0085", "\uFFFE", "<", "\0")
                .ListOf().Select(string.Concat))
        .ToArbitrary();

    private static Arbitrary<int[]> Ids(int count) => Gen.Choose(-1, count).ArrayOf().ToArbitrary();

    [TestMethod]
    public void Any_text_comes_back()
    {
        Prop.ForAll(Texts(), text => s_trained.Decode(s_trained.Encode(text, addSpecialTokens: true), skipSpecialTokens: false) == WellFormed(text))
            .QuickCheckThrowOnFailure();
    }

    [TestMethod]
    public void Tokens_lie_in_order_and_cover_the_text()
    {
        Prop.ForAll(Texts(), text =>
        {
            int end = 0;
            foreach (Tokenizers.EncodedToken token in s_trained.EncodeToTokens(text, out _))
            {
                if (token.Offset.Start.Value > end || token.Offset.End.Value < end)
                    return false;
                end = token.Offset.End.Value;
            }
            return end == text.Length;
        }).QuickCheckThrowOnFailure();
    }

    [TestMethod]
    public void Decoding_token_by_token_gives_the_same_and_never_takes_anything_back()
    {
        Prop.ForAll(Ids(s_trained.VocabularySize), ids => Streamed(s_trained, ids) == s_trained.Decode(ids)).QuickCheckThrowOnFailure();
    }

    [TestMethod]
    [TestCategory("Golden")]
    [DataRow("qwen2.5")]
    [DataRow("llama2")]
    public void Published_tokenizers_decode_token_by_token_as_at_once(string name)
    {
        HuggingFaceTokenizer tokenizer = GoldenTokenizers.Load(name);

        // The low ids hold the bytes, where characters are cut.
        Prop.ForAll(Ids(400), ids => Streamed(tokenizer, ids) == tokenizer.Decode(ids)).QuickCheckThrowOnFailure();
    }

    [TestMethod]
    [TestCategory("Golden")]
    [DataRow("gpt2")]
    [DataRow("llama3.2")]
    public void Published_byte_level_tokenizers_without_a_normalizer_give_any_text_back(string name)
    {
        HuggingFaceTokenizer tokenizer = GoldenTokenizers.Load(name);

        Prop.ForAll(Texts(), text => tokenizer.Decode(tokenizer.EncodeToIds(text)) == WellFormed(text)).QuickCheckThrowOnFailure();
    }

    private static string Streamed(HuggingFaceTokenizer tokenizer, int[] ids)
    {
        IncrementalDecoder decoder = tokenizer.OpenDecoder(skipSpecialTokens: false);
        return string.Concat(ids.Select(decoder.Append)) + decoder.Complete();
    }

    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
