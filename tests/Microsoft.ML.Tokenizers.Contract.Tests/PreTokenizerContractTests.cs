namespace Microsoft.ML.Tokenizers.Contract.Tests;

/// <summary>That both text stages can be derived from outside, element names and all.</summary>
[TestClass]
public sealed class PreTokenizerContractTests
{
    [TestMethod]
    public void A_stage_of_our_own_can_be_derived()
    {
        Normalizer normalizer = new Doubling();
        PreTokenizer pairs = new Halves();

        Assert.AreEqual("abab", normalizer.Normalize("ab"));
        Assert.AreEqual("abab", normalizer.Normalize("ab".AsSpan()));
        Assert.AreEqual((2, 2), pairs.PreTokenize("abcd").Last());
        Assert.AreEqual(0, pairs.PreTokenize("abcd".AsSpan()).First().Offset);
    }

    private sealed class Doubling : Normalizer
    {
        public override string Normalize(string original) => original + original;

        public override string Normalize(ReadOnlySpan<char> original) => Normalize(original.ToString());
    }

    private sealed class Halves : PreTokenizer
    {
        public override IEnumerable<(int Offset, int Length)> PreTokenize(string text) =>
            [(0, text.Length / 2), (text.Length / 2, text.Length - (text.Length / 2))];

        public override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => PreTokenize(text.ToString());
    }
}
