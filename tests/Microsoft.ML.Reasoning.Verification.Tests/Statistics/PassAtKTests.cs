using System.Numerics;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML.Reasoning.Testing;

namespace Microsoft.ML.Reasoning.Verification.Tests;

[TestClass]
public sealed class PassAtKTests
{
    [TestMethod, TestCategory("Golden")]
    public void Every_row_of_the_golden_table_within_1e12()
    {
        JsonElement golden = JsonDocument.Parse(File.ReadAllText(Shared.PathOf("golden", "pass-at-k", "pass_at_k.json"))).RootElement;
        JsonElement table = golden.GetProperty("table");
        Assert.AreEqual(662, table.GetArrayLength());
        foreach (JsonElement row in table.EnumerateArray())
            Assert.AreEqual(row[4].GetDouble(), PassAtK.Estimate(row[0].GetInt32(), row[1].GetInt32(), row[2].GetInt32()), 1e-12, row.ToString());
    }

    [TestMethod, TestCategory("Golden")]
    public void The_mean_over_the_golden_corpus()
    {
        JsonElement corpus = JsonDocument.Parse(File.ReadAllText(Shared.PathOf("golden", "pass-at-k", "pass_at_k.json"))).RootElement.GetProperty("corpus");
        foreach (JsonProperty expected in corpus.GetProperty("pass_at_k_mean").EnumerateObject())
        {
            int k = int.Parse(expected.Name, System.Globalization.CultureInfo.InvariantCulture);
            double mean = corpus.GetProperty("problems_n_c").EnumerateArray().Average(p => PassAtK.Estimate(p[0].GetInt32(), p[1].GetInt32(), k));
            Assert.AreEqual(expected.Value.GetDouble(), mean, 1e-12, expected.Name);
        }
    }

    [TestMethod]
    public void Equals_the_exact_fraction_and_its_mirror() =>
        Prop.ForAll(Counts(), t =>
        {
            double exact = 1 - Ratio(Choose(t.N - t.C, t.K), Choose(t.N, t.K)), all = Ratio(Choose(t.C, t.K), Choose(t.N, t.K));
            return Math.Abs(PassAtK.Estimate(t.N, t.C, t.K) - exact) < 1e-12
                && Math.Abs(PassAtK.EstimateAll(t.N, t.C, t.K) - all) < 1e-12
                && Math.Abs(PassAtK.Estimate(t.N, t.C, t.K) + PassAtK.EstimateAll(t.N, t.N - t.C, t.K) - 1) < 1e-12;
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Keeps_its_relative_precision_where_one_of_a_million_is_right() =>
        Assert.AreEqual(3e-6, PassAtK.Estimate(1_000_000, 1, 3), 1e-20);

    [TestMethod]
    public void Refuses_what_cannot_be()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => PassAtK.Estimate(4, 2, 5));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => PassAtK.Estimate(4, 5, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => PassAtK.Estimate(0, 0, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => PassAtK.EstimateAll(4, 2, 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => PassAtK.Mean(4, -1));
    }

    private static Arbitrary<(int N, int C, int K)> Counts() => (
        from n in Gen.Choose(1, 200)
        from c in Gen.Choose(0, n)
        from k in Gen.Choose(1, n)
        select (n, c, k)).ToArbitrary();

    private static BigInteger Choose(int n, int k)
    {
        BigInteger ways = k > n ? 0 : 1;
        for (int i = 0; i < k && !ways.IsZero; i++)
            ways = ways * (n - i) / (i + 1);
        return ways;
    }

    private static double Ratio(BigInteger top, BigInteger bottom) => (double)(top * BigInteger.Pow(10, 18) / bottom) / 1e18;
}
