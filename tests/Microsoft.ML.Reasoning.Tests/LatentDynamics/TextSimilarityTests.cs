namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class TextSimilarityTests
{
    [TestMethod]
    [DataRow("", "", 1.0)]
    [DataRow("a", "", 0.0)]
    [DataRow("the cat sat", "the cat sat", 1.0)]
    [DataRow("the cat sat on the mat", "the cat ate", 4.0 / 9)]
    [DataRow("a b", "c d", 0.0)]
    public void RougeL_is_the_f1_of_the_longest_common_subsequence(string a, string b, double expected) =>
        Assert.AreEqual(expected, TextSimilarity.RougeL(TextSimilarity.Words(a), TextSimilarity.Words(b)), 1e-12);

    [TestMethod]
    public void The_longest_common_subsequence_is_that_of_the_table()
    {
        var random = new Random(5);
        for (int trial = 0; trial < 200; trial++)
        {
            string[] a = Words(random.Next(0, 200)), b = Words(random.Next(0, 200));
            Assert.AreEqual(Table(a, b), TextSimilarity.LongestCommonSubsequence(a, b), $"{a.Length} and {b.Length} words");
        }

        string[] Words(int count) => [.. Enumerable.Range(0, count).Select(_ => $"{random.Next(1 + random.Next(12))}")];

        static int Table(string[] a, string[] b)
        {
            var lengths = new int[a.Length + 1, b.Length + 1];
            for (int i = 1; i <= a.Length; i++)
                for (int j = 1; j <= b.Length; j++)
                    lengths[i, j] = a[i - 1] == b[j - 1]
                        ? lengths[i - 1, j - 1] + 1
                        : Math.Max(lengths[i - 1, j], lengths[i, j - 1]);
            return lengths[a.Length, b.Length];
        }
    }

    [TestMethod]
    [DataRow("a b c", 0.0)]
    [DataRow("a b c d", 0.0)]
    [DataRow("a b c d a b c d", 0.2)]
    [DataRow("a a a a a a a", 0.75)]
    public void Repetition_is_the_share_of_four_words_that_occurred_before(string text, double expected) =>
        Assert.AreEqual(expected, TextSimilarity.Repetition(TextSimilarity.Words(text)), 1e-12);
}
