namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class TokenizerTrainingTests
{
    private static readonly string[] s_texts =
    [
        "Tom has 12 apples and buys 34 more apples. How many apples does Tom have now?",
        "Anna has 45 apples and gives 6 apples away. How many apples does Anna have left?",
        "First, Tom has 12 apples.\nThen Tom has 12 + 34 = 46 apples.\n#### 46",
    ];

    private static readonly TokenizerTrainingOptions s_options = new()
    {
        VocabularySize = 300,
        MinimumFrequency = 1,
        SpecialTokens = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
        EndToken = "<|im_end|>",
        PadToken = "<|endoftext|>",
        ChatTemplateSource = ChatTemplates.ChatMlSource,
    };

    [TestMethod]
    public void Training_fills_the_vocabulary_with_bytes_words_and_special_tokens()
    {
        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.Train(s_texts, s_options);

        Assert.AreEqual(300, tokenizer.VocabularySize);
        Assert.HasCount(1, tokenizer.Encode(" apples", addSpecialTokens: false));
        CollectionAssert.AreEqual(new int?[] { 297, 298, 299 }, s_options.SpecialTokens.Select(tokenizer.TokenToId).ToArray());
        Assert.AreEqual(299, tokenizer.EndTokenId);
        Assert.AreEqual(297, tokenizer.PadTokenId);
        Assert.IsNull(tokenizer.BeginTokenId);
        Assert.AreSame(ChatTemplates.ChatMl, ChatTemplates.Of(tokenizer));
    }

    [TestMethod]
    public void The_first_merge_is_the_most_frequent_pair_and_of_equals_the_one_of_smaller_bytes()
    {
        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.Train(["ab ab ab cd cd", "xy xy"], new() { VocabularySize = 259 });

        // a b occurs three times; then five pairs occur twice, and the space with c has the smallest ids, then the space with ab.
        CollectionAssert.AreEqual(new[] { "ab", "Ġc", "Ġab" }, Enumerable.Range(256, 3).Select(tokenizer.IdToToken).ToArray());
    }

    [TestMethod]
    public void Digits_stay_single()
    {
        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.Train(Enumerable.Repeat("46 46 1234 1234", 50), s_options);

        Assert.AreEqual(9, tokenizer.Encode("46 1234 7", addSpecialTokens: false).Count);
        Assert.IsFalse(tokenizer.Vocabulary.Keys.Any(token => token.Count(char.IsAsciiDigit) > 1));
    }

    [TestMethod]
    public void The_same_texts_give_the_same_files_and_the_files_give_the_same_tokenizer()
    {
        using TemporaryDirectory first = new(), second = new();
        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.Train(s_texts, s_options);
        tokenizer.Save(first.Path);
        HuggingFaceTokenizer.Train(s_texts.ToList(), s_options).Save(second.Path);

        foreach (string file in (string[])["tokenizer.json", "tokenizer_config.json"])
            CollectionAssert.AreEqual(File.ReadAllBytes(first.PathOf(file)), File.ReadAllBytes(second.PathOf(file)), file);
        HuggingFaceTokenizer loaded = HuggingFaceTokenizer.Load(first.Path);
        Assert.AreEqual(tokenizer.VocabularySize, loaded.VocabularySize);
        CollectionAssert.AreEqual(
            tokenizer.Encode(s_texts[2], addSpecialTokens: true).ToArray(), loaded.Encode(s_texts[2], addSpecialTokens: true).ToArray());
    }

    [TestMethod]
    public void Too_few_pairs_give_a_smaller_vocabulary_and_no_hole()
    {
        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.Train(["aa aa"], s_options);

        Assert.IsLessThan(300, tokenizer.VocabularySize);
        Assert.IsTrue(Enumerable.Range(0, tokenizer.VocabularySize).All(id => tokenizer.IdToToken(id) is not null));
    }

    [TestMethod]
    public void A_special_token_in_the_texts_is_not_learned_from()
    {
        HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.Train(Enumerable.Repeat("<|im_end|>", 100), s_options);

        Assert.AreEqual(259, tokenizer.VocabularySize);
    }

    [TestMethod]
    public void Wrong_options_are_all_listed()
    {
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => HuggingFaceTokenizer.Train(
            s_texts, new() { VocabularySize = 10, MinimumFrequency = 0, SpecialTokens = ["a", "a"], EndToken = "b", PadToken = "c" }));

        foreach (string name in (string[])["VocabularySize", "MinimumFrequency", "SpecialTokens", "EndToken", "PadToken"])
            StringAssert.Contains(error.Message, name);
    }
}
