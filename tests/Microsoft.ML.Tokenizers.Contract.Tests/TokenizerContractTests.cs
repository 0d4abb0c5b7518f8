using System.Buffers;

namespace Microsoft.ML.Tokenizers.Contract.Tests;

/// <summary>What the base class does for a tokenizer that derives from it.</summary>
[TestClass]
public sealed class TokenizerContractTests
{
    [TestMethod]
    public void A_tokenizer_has_no_normalizer_and_no_pre_tokenizer_unless_it_says_so()
    {
        RecordingTokenizer tokenizer = new();

        Assert.IsNull(tokenizer.Normalizer);
        Assert.IsNull(tokenizer.PreTokenizer);
    }

    [TestMethod]
    public void A_string_arrives_as_text_and_span_and_a_span_as_span_alone()
    {
        RecordingTokenizer tokenizer = new();

        tokenizer.EncodeToIds("ab");
        tokenizer.EncodeToIds("ab".AsSpan(), considerPreTokenization: false);
        tokenizer.EncodeToTokens("ab", out _, considerNormalization: false);
        tokenizer.EncodeToIds("ab", 1, out _, out _);

        Assert.AreEqual(("ab", "ab", true, true, int.MaxValue), tokenizer.Calls[0]);
        Assert.AreEqual((null, "ab", false, true, int.MaxValue), tokenizer.Calls[1]);
        Assert.AreEqual(("ab", "ab", true, false, int.MaxValue), tokenizer.Calls[2]);
        Assert.AreEqual(("ab", "ab", true, true, 1), tokenizer.Calls[3]);
    }

    [TestMethod]
    public void Ids_counts_and_tokens_come_from_EncodeToTokens_unless_overridden()
    {
        RecordingTokenizer tokenizer = new() { Normalized = "AB" };

        CollectionAssert.AreEqual(new[] { 97, 98 }, tokenizer.EncodeToIds("ab").ToArray());
        Assert.AreEqual(2, tokenizer.CountTokens("ab"));
        Assert.AreEqual(2, tokenizer.CountTokens("ab".AsSpan()));
        Assert.HasCount(2, tokenizer.EncodeToTokens("ab".AsSpan(), out string? normalized));
        Assert.AreEqual("AB", normalized);
        Assert.HasCount(4, tokenizer.Calls);
    }

    [TestMethod]
    public void A_limit_is_passed_on_and_the_results_are_handed_out_as_they_are()
    {
        RecordingTokenizer tokenizer = new() { Normalized = "xyz" };

        IReadOnlyList<int> ids = tokenizer.EncodeToIds("abc", 2, out string? normalized, out int consumed);

        Assert.HasCount(2, ids);
        Assert.AreEqual("xyz", normalized);
        Assert.AreEqual(2, consumed);
        Assert.HasCount(1, tokenizer.EncodeToIds("abc".AsSpan(), 1, out _, out consumed));
        Assert.AreEqual(1, consumed);
    }

    [TestMethod]
    public void Public_members_end_in_the_overridden_protected_ones()
    {
        OverridingTokenizer tokenizer = new();

        CollectionAssert.AreEqual(new[] { int.MaxValue, 3, 1 }, tokenizer.EncodeToIds("abc").ToArray());
        IReadOnlyList<int> ids = tokenizer.EncodeToIds("abc".AsSpan(), 5, out string? normalized, out int consumed);
        CollectionAssert.AreEqual(new[] { 5, 3, 0 }, ids.ToArray());
        Assert.AreEqual(("ids", 11), (normalized, consumed));
        Assert.AreEqual(3, tokenizer.CountTokens("abc"));
        Assert.AreEqual(-3, tokenizer.CountTokens("abc".AsSpan()));
        Assert.AreEqual(1, tokenizer.GetIndexByTokenCount("abc", 7, out normalized, out int count));
        Assert.AreEqual(("text", 7), (normalized, count));
        Assert.AreEqual(-1, tokenizer.GetIndexByTokenCountFromEnd("abc".AsSpan(), 7, out normalized, out count));
        Assert.AreEqual(("span", 7), (normalized, count));
        Assert.IsEmpty(tokenizer.Calls);
    }

    [TestMethod]
    [DataRow(0, 0, 0)]
    [DataRow(2, 2, 2)]
    [DataRow(9, 4, 4)]
    public void The_index_by_token_count_is_the_end_of_the_last_token_that_fits(int limit, int index, int count)
    {
        RecordingTokenizer tokenizer = new();

        Assert.AreEqual(index, tokenizer.GetIndexByTokenCount("abcd", limit, out _, out int tokens));
        Assert.AreEqual(count, tokens);
        Assert.AreEqual(limit, tokenizer.Calls[0].Max);
    }

    [TestMethod]
    [DataRow(0, 4, 0)]
    [DataRow(3, 1, 3)]
    [DataRow(9, 0, 4)]
    public void The_index_from_the_end_is_the_start_of_the_first_token_that_fits(int limit, int index, int count)
    {
        RecordingTokenizer tokenizer = new();

        Assert.AreEqual(index, tokenizer.GetIndexByTokenCountFromEnd("abcd", limit, out _, out int tokens));
        Assert.AreEqual(count, tokens);
        Assert.AreEqual(int.MaxValue, tokenizer.Calls[0].Max, "the whole text is encoded");
    }

    [TestMethod]
    public void From_the_end_with_no_token_the_index_is_the_length_of_the_normalized_text()
    {
        RecordingTokenizer tokenizer = new() { Normalized = "abcdef" };

        Assert.AreEqual(6, tokenizer.GetIndexByTokenCountFromEnd("abcd".AsSpan(), 0, out string? normalized, out _));
        Assert.AreEqual("abcdef", normalized);
    }

    [TestMethod]
    public void Decode_grows_its_buffer_until_the_text_fits()
    {
        RecordingTokenizer tokenizer = new();
        IEnumerable<int> Ids()
        {
            for (int i = 0; i < 100_000; i++)
                yield return 'x';
        }

        Assert.AreEqual(new string('x', 100_000), tokenizer.Decode(Ids()));
        Assert.IsGreaterThan(1, tokenizer.DecodeCalls);
    }

    [TestMethod]
    public void Decode_of_nothing_is_the_empty_string_of_null_an_error_and_of_bad_ids_an_invalid_operation()
    {
        RecordingTokenizer tokenizer = new() { Refusal = OperationStatus.InvalidData };

        Assert.AreEqual("", tokenizer.Decode([]));
        Assert.AreEqual(0, tokenizer.DecodeCalls);
        Assert.ThrowsExactly<ArgumentNullException>(() => tokenizer.Decode(null!));
        Assert.ThrowsExactly<InvalidOperationException>(() => tokenizer.Decode([1]));
    }

    [TestMethod]
    public void Settings_are_unlimited_with_both_switches_off()
    {
        EncodeSettings settings = new();

        Assert.AreEqual(int.MaxValue, settings.MaxTokenCount);
        Assert.IsFalse(settings.ConsiderNormalization);
        Assert.IsFalse(settings.ConsiderPreTokenization);
    }

    [TestMethod]
    public void Tokens_are_equal_by_id_value_and_offset()
    {
        EncodedToken token = new(1, "a", new Range(0, 1));

        Assert.IsTrue(token.Equals(new EncodedToken(1, "a", new Range(0, 1))));
        Assert.IsFalse(token.Equals(new EncodedToken(2, "a", new Range(0, 1))));
        Assert.IsFalse(token.Equals(new EncodedToken(1, "b", new Range(0, 1))));
        Assert.IsFalse(token.Equals(new EncodedToken(1, "a", new Range(0, 2))));
    }
}
