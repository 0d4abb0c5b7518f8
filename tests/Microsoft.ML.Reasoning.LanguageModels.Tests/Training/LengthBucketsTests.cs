using FsCheck;
using FsCheck.Fluent;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests.Training;

[TestClass]
public sealed class LengthBucketsTests
{
    private static readonly Arbitrary<int[]> Lengths = Gen.Choose(1, 300).ArrayOf().Where(lengths => lengths.Length > 0).ToArbitrary();

    [TestMethod]
    public void Every_example_is_in_one_bucket_and_no_bucket_of_several_is_too_large() =>
        Prop.ForAll(Lengths, lengths =>
        {
            IReadOnlyList<int[]> buckets = LengthBuckets.Cut(lengths, 512);
            int[] all = [.. buckets.SelectMany(bucket => bucket)];
            return all.Order().SequenceEqual(Enumerable.Range(0, lengths.Length))
                && all.Select(i => lengths[i]).SequenceEqual(lengths.Order())
                && buckets.All(bucket => bucket.Length == 1 || bucket.Length * bucket.Max(i => lengths[i]) <= 512);
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void No_other_cut_costs_less() =>
        Prop.ForAll(Lengths.Filter(lengths => lengths.Length <= 9), lengths =>
        {
            int[] sorted = [.. lengths.Order()];
            long found = LengthBuckets.Cut(lengths, 512).Sum(bucket => Cost([.. bucket.Select(i => lengths[i])]));
            long best = long.MaxValue;
            for (int cuts = 0; cuts < 1 << (sorted.Length - 1); cuts++)
            {
                long cost = 0;
                int start = 0;
                for (int i = 1; i <= sorted.Length && cost < best; i++)
                {
                    if (i < sorted.Length && (cuts >> (i - 1) & 1) == 0)
                        continue;
                    int[] run = sorted[start..i];
                    cost = run.Length > 1 && run.Length * run[^1] > 512 ? long.MaxValue : cost + Cost(run);
                    start = i;
                }
                best = Math.Min(best, cost);
            }
            return found == best;
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Short_and_long_examples_are_not_padded_to_each_other()
    {
        int[] lengths = [.. Enumerable.Repeat(12, 40), .. Enumerable.Repeat(120, 8)];
        IReadOnlyList<int[]> buckets = LengthBuckets.Cut(lengths, 2048);
        Assert.HasCount(2, buckets);
        Assert.HasCount(40, buckets[0]);
    }

    private static long Cost(int[] run) => (long)run.Length * run.Max() + 64;
}
