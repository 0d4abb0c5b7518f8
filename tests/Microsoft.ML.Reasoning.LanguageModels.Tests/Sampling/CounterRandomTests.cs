namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class CounterRandomTests
{
    private static readonly RandomKey Key = new(20260101, RandomPurpose.Token, Row: 5, Sample: 3);

    // The three philox4x32-10 lines of the known-answer file that Random123 publishes: counter, key, result.
    [TestMethod]
    [DataRow("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [DataRow("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [DataRow("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void The_block_function_gives_the_published_answers(string counter, string key, string expected)
    {
        uint[] words = Words(counter), keys = Words(key);
        CounterRandom.Philox(words, keys[0], keys[1]);
        Assert.AreEqual(expected, string.Join(' ', words.Select(word => word.ToString("x8"))));
    }

    [TestMethod]
    public void Every_part_of_the_key_changes_the_draw()
    {
        RandomKey[] keys =
        [
            Key,
            Key with { Seed = Key.Seed + 1 },
            Key with { Seed = Key.Seed + (1ul << 40) },
            Key with { Purpose = RandomPurpose.Gate },
            Key with { Row = 6 },
            Key with { Row = 5 + (1L << 40) },
            Key with { Row = -5 },
            Key with { Sample = 4 },
        ];
        var draws = keys.SelectMany(key => new uint[] { 0, 1, 77 }.Select(position => CounterRandom.Uniform(key, position))).ToList();
        Assert.HasCount(keys.Length * 3, draws.Distinct());
        Assert.AreEqual(draws[0], CounterRandom.Uniform(Key, 0), "The same key and position give the same number.");
    }

    [TestMethod]
    public void A_sample_beyond_its_bits_is_refused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => CounterRandom.Uniform(Key with { Sample = 1 << 24 }, 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => CounterRandom.Uniform(Key with { Sample = -1 }, 0));
    }

    [TestMethod]
    public void Uniforms_fill_their_interval_evenly()
    {
        const int Draws = 64_000, Bins = 64;
        int[] doubles = new int[Bins], singles = new int[Bins];
        for (uint i = 0; i < Draws; i++)
        {
            doubles[(int)(CounterRandom.Uniform(Key, i) * Bins)]++;
            singles[(int)(CounterRandom.UniformSingle(Key, i) * Bins)]++;
        }

        // 63 degrees of freedom: 113.5 is exceeded once in ten thousand.
        Assert.IsLessThan(113.5, ChiSquare(doubles));
        Assert.IsLessThan(113.5, ChiSquare(singles));
    }

    [TestMethod]
    public void A_fill_does_not_depend_on_how_it_is_cut()
    {
        float[] whole = new float[103], parts = new float[103];
        CounterRandom.FillNormal(Key, whole);
        CounterRandom.FillNormal(Key, parts.AsSpan(0, 40));
        CounterRandom.FillNormal(Key, parts.AsSpan(40), offset: 40);
        CollectionAssert.AreEqual(whole, parts);

        CounterRandom.FillUniform(Key, whole);
        CounterRandom.FillUniform(Key, parts.AsSpan(0, 8));
        CounterRandom.FillUniform(Key, parts.AsSpan(8), offset: 8);
        CollectionAssert.AreEqual(whole, parts);
        Assert.IsTrue(whole.All(value => value is >= 0 and < 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => CounterRandom.FillUniform(Key, whole, offset: 6));
    }

    [TestMethod]
    public void Normals_have_the_moments_asked_for()
    {
        const int Count = 100_000;
        float[] values = new float[Count];
        CounterRandom.FillNormal(Key, values, mean: 2, standardDeviation: 0.5);
        double mean = values.Average(value => (double)value);
        double[] scaled = [.. values.Select(value => (value - 2) / 0.5)];
        // Five standard errors each.
        Assert.AreEqual(2, mean, 5 * 0.5 / Math.Sqrt(Count));
        Assert.AreEqual(1, scaled.Average(z => z * z), 5 * Math.Sqrt(2.0 / Count));
        Assert.AreEqual(0, scaled.Average(z => z * z * z), 5 * Math.Sqrt(15.0 / Count));
        Assert.AreEqual(3, scaled.Average(z => z * z * z * z), 5 * Math.Sqrt(96.0 / Count));
        // Neighbours are independent, within a pair and across blocks.
        for (int lag = 1; lag <= 4; lag++)
            Assert.AreEqual(0, scaled.Zip(scaled.Skip(lag), (x, y) => x * y).Average(), 5 / Math.Sqrt(Count));
    }

    [TestMethod]
    public void A_permutation_has_every_item_once_and_every_order_equally_often()
    {
        CollectionAssert.AreEqual(Enumerable.Range(0, 1000).ToArray(), CounterRandom.Permutation(Key, 1000).Order().ToArray());
        Assert.IsEmpty(CounterRandom.Permutation(Key, 0));

        var counts = new Dictionary<string, int>();
        for (int row = 0; row < 24_000; row++)
        {
            string order = string.Join(",", CounterRandom.Permutation(Key with { Row = row }, 4));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.HasCount(24, counts);
        // 23 degrees of freedom: 55.5 is exceeded less than twice in ten thousand.
        Assert.IsLessThan(55.5, ChiSquare([.. counts.Values]));
    }

    private static double ChiSquare(int[] counts)
    {
        double expected = (double)counts.Sum() / counts.Length;
        return counts.Sum(count => (count - expected) * (count - expected) / expected);
    }

    private static uint[] Words(string text) => [.. text.Split(' ').Select(word => Convert.ToUInt32(word, 16))];
}
