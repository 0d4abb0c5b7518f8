using Microsoft.ML.Data;

namespace Microsoft.ML.Contract.Tests;

/// <summary>Filters, skipping, taking, shuffling and splitting.</summary>
[TestClass]
public sealed class RowSelectionTests
{
    private static readonly MLContext Ml = new(seed: 1);

    [TestMethod]
    public void A_range_includes_its_lower_and_excludes_its_upper_bound()
        => CollectionAssert.AreEqual(
            new[] { 2, 3 },
            Ml.Data.FilterRowsByColumn(new CountingView(6), "Key", lowerBound: 2, upperBound: 4).GetColumn<int>("Number").ToArray());

    [TestMethod]
    public void A_filter_leaves_the_columns_of_the_rows_it_drops_alone()
    {
        var source = new CountingView(6);
        int[] kept = [.. Ml.Data.FilterRowsByColumn(source, "Key", lowerBound: 4).GetColumn<int>("Number")];
        CollectionAssert.AreEqual(new[] { 4, 5 }, kept);
        Assert.AreEqual(2, source.Counts.Numbers);
        Assert.AreEqual(1, source.Counts.Cursors);

        Assert.IsEmpty(Ml.Data.FilterRowsByColumn(source, "Key", lowerBound: 100).GetColumn<int>("Number"));
        Assert.AreEqual(2, source.Counts.Numbers);
    }

    [TestMethod]
    public void A_range_filter_needs_a_real_number()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Ml.Data.FilterRowsByColumn(new CountingView(1), "Text", 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Ml.Data.FilterRowsByColumn(new CountingView(1), "Other", 1));
    }

    [TestMethod]
    public void A_predicate_drops_the_rows_for_which_it_is_true()
    {
        var source = new CountingView(6);
        IDataView odd = Ml.Data.FilterByCustomPredicate<KeyRow>(source, row => row.Key % 2 == 0);
        CollectionAssert.AreEqual(new[] { 1, 3, 5 }, odd.GetColumn<int>("Number").ToArray());
        Assert.AreEqual(3, source.Counts.Numbers);
    }

    [TestMethod]
    public void A_predicate_may_keep_a_state_for_each_pass()
    {
        IDataView firstTwo = Ml.Data.FilterByStatefulCustomPredicate<KeyRow, Counter>(
            new CountingView(6), (_, counter) => ++counter.Count > 2, counter => counter.Count = 0);
        CollectionAssert.AreEqual(new[] { 0, 1 }, firstTwo.GetColumn<int>("Number").ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1 }, firstTwo.GetColumn<int>("Number").ToArray());
    }

    [TestMethod]
    public void Taking_rows_stops_the_source_there()
    {
        var source = new CountingView(6);
        CollectionAssert.AreEqual(new[] { 0, 1 }, Ml.Data.TakeRows(source, 2).GetColumn<int>("Number").ToArray());
        Assert.AreEqual(2, source.Counts.Moves);
        Assert.AreEqual(2, source.Counts.Numbers);
    }

    [TestMethod]
    public void Skipped_rows_are_not_computed()
    {
        var source = new CountingView(6);
        CollectionAssert.AreEqual(new[] { 4, 5 }, Ml.Data.SkipRows(source, 4).GetColumn<int>("Number").ToArray());
        Assert.AreEqual(2, source.Counts.Numbers);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Ml.Data.SkipRows(source, -1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Ml.Data.TakeRows(source, -1));
    }

    [TestMethod]
    public void Row_counts_are_known_where_they_can_be()
    {
        IDataView view = Ml.Data.LoadFromEnumerable(Enumerable.Range(0, 6).Select(i => new KeyRow { Key = i }).ToArray());
        Assert.AreEqual(2L, Ml.Data.TakeRows(view, 2).GetRowCount());
        Assert.AreEqual(5L, Ml.Data.SkipRows(view, 1).GetRowCount());
        Assert.IsNull(Ml.Data.FilterRowsByColumn(view, "Key", 1).GetRowCount());
    }

    [TestMethod]
    [DataRow(1000)]
    [DataRow(7)]
    public void Shuffling_gives_every_row_once_in_an_order_that_the_seed_decides(int pool)
    {
        int[] Shuffled(int seed) => [.. Ml.Data.ShuffleRows(new CountingView(200), seed, pool).GetColumn<int>("Number")];
        int[] order = Shuffled(5);
        CollectionAssert.AreEqual(Enumerable.Range(0, 200).ToArray(), order.Order().ToArray());
        CollectionAssert.AreNotEqual(Enumerable.Range(0, 200).ToArray(), order);
        CollectionAssert.AreEqual(order, Shuffled(5));
        CollectionAssert.AreNotEqual(order, Shuffled(6));
    }

    [TestMethod]
    public void Shuffling_keeps_the_columns_of_a_row_together()
    {
        IDataView shuffled = Ml.Data.ShuffleRows(new CountingView(50), 5, 10);
        foreach (ShuffledRow row in Ml.Data.CreateEnumerable<ShuffledRow>(shuffled, reuseRowObject: false))
        {
            Assert.AreEqual(row.Number, row.Key);
            Assert.AreEqual($"row {row.Number}", row.Text);
        }
    }

    [TestMethod]
    public void A_split_gives_every_row_to_one_of_its_parts()
    {
        IDataView view = Ml.Data.LoadFromEnumerable(Enumerable.Range(0, 400).Select(i => new KeyRow { Key = i }).ToArray());
        DataOperationsCatalog.TrainTestData split = Ml.Data.TrainTestSplit(view, testFraction: 0.25, seed: 3);
        float[] train = [.. split.TrainSet.GetColumn<float>("Key")];
        float[] test = [.. split.TestSet.GetColumn<float>("Key")];
        CollectionAssert.AreEqual(Enumerable.Range(0, 400).Select(i => (float)i).ToArray(), train.Concat(test).Order().ToArray());
        Assert.IsTrue(test.Length is > 50 and < 150, $"{test.Length} of 400");
        CollectionAssert.AreEqual(test, split.TestSet.GetColumn<float>("Key").ToArray(), "A second pass splits alike.");
        CollectionAssert.AreEqual(new[] { "Key" }, split.TrainSet.Schema.Select(c => c.Name).ToArray());
    }

    [TestMethod]
    public void A_split_keeps_rows_with_one_key_together()
    {
        IDataView view = Ml.Data.LoadFromEnumerable(Enumerable.Range(0, 200).Select(i => new GroupRow { Group = $"g{i % 20}" }).ToArray());
        DataOperationsCatalog.TrainTestData split = Ml.Data.TrainTestSplit(view, 0.4, samplingKeyColumnName: "Group", seed: 3);
        string[] train = [.. split.TrainSet.GetColumn<string>("Group").Distinct()];
        string[] test = [.. split.TestSet.GetColumn<string>("Group").Distinct()];
        Assert.IsEmpty(train.Intersect(test));
        Assert.AreEqual(20, train.Length + test.Length);
    }

    [TestMethod]
    public void Folds_test_every_row_once()
    {
        IDataView view = Ml.Data.LoadFromEnumerable(Enumerable.Range(0, 100).Select(i => new KeyRow { Key = i }).ToArray());
        IReadOnlyList<DataOperationsCatalog.TrainTestData> folds = Ml.Data.CrossValidationSplit(view, numberOfFolds: 4, seed: 2);
        Assert.HasCount(4, folds);
        float[] tested = [.. folds.SelectMany(fold => fold.TestSet.GetColumn<float>("Key"))];
        CollectionAssert.AreEqual(Enumerable.Range(0, 100).Select(i => (float)i).ToArray(), tested.Order().ToArray());
        Assert.AreEqual(300, folds.Sum(fold => fold.TrainSet.GetColumn<float>("Key").Count()));
    }

    private sealed class KeyRow
    {
        public float Key;
    }

    private sealed class GroupRow
    {
        public string? Group;
    }

    private sealed class ShuffledRow
    {
        public float Key = 0;

        public int Number = 0;

        public string? Text = null;
    }

    private sealed class Counter
    {
        public int Count;
    }
}
