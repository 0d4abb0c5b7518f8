using Microsoft.ML.Data;

namespace Microsoft.ML.Contract.Tests;

[TestClass]
public sealed class CacheTests
{
    private static readonly MLContext Ml = new(seed: 1);

    [TestMethod]
    public void Each_column_is_read_once()
    {
        var source = new CountingView(5);
        IDataView cached = Ml.Data.Cache(source);
        Assert.AreEqual(0, source.Counts.Cursors, "Nothing is read before it is asked for.");
        for (int pass = 0; pass < 3; pass++)
            CollectionAssert.AreEqual(new[] { 0, 1, 2, 3, 4 }, cached.GetColumn<int>("Number").ToArray());
        Assert.AreEqual(1, source.Counts.Cursors);
        Assert.AreEqual(5, source.Counts.Numbers);
        CollectionAssert.AreEqual(new[] { "Number" }, source.Counts.LastColumns.ToArray());

        Assert.AreEqual("row 4", cached.GetColumn<string>("Text").Last());
        Assert.AreEqual(2, source.Counts.Cursors, "A column that was not read yet is read in a pass of its own.");
        CollectionAssert.AreEqual(new[] { "Text" }, source.Counts.LastColumns.ToArray());
    }

    [TestMethod]
    public void Columns_asked_for_together_are_read_in_one_pass()
    {
        var source = new CountingView(5);
        IDataView cached = Ml.Data.Cache(source);
        using (DataViewRowCursor cursor = cached.GetRowCursor(cached.Schema))
        {
            while (cursor.MoveNext())
            {
                // Reads to the end.
            }
        }
        Assert.AreEqual(10.0, cached.GetColumn<float>("Key").Sum());
        Assert.AreEqual(1, source.Counts.Cursors);
    }

    [TestMethod]
    public void It_is_filled_on_another_thread()
    {
        var source = new CountingView(5);
        _ = Ml.Data.Cache(source).GetColumn<int>("Number").Sum();
        Assert.AreNotEqual(Environment.CurrentManagedThreadId, source.Counts.LastThread);
    }

    [TestMethod]
    public void Its_row_count_is_known_after_a_pass()
    {
        IDataView cached = Ml.Data.Cache(new CountingView(5));
        Assert.IsNull(cached.GetRowCount());
        _ = cached.GetColumn<int>("Number").Sum();
        Assert.AreEqual(5L, cached.GetRowCount());
    }

    [TestMethod]
    public void It_can_shuffle()
    {
        IDataView cached = Ml.Data.Cache(new CountingView(100));
        Assert.IsTrue(cached.CanShuffle);
        int[] Numbers()
        {
            using DataViewRowCursor cursor = cached.GetRowCursor([cached.Schema["Number"]], new Random(3));
            ValueGetter<int> getter = cursor.GetGetter<int>(cached.Schema["Number"]);
            var numbers = new List<int>();
            int value = 0;
            while (cursor.MoveNext())
            {
                getter(ref value);
                numbers.Add(value);
            }
            return [.. numbers];
        }

        int[] shuffled = Numbers();
        CollectionAssert.AreNotEqual(Enumerable.Range(0, 100).ToArray(), shuffled);
        CollectionAssert.AreEqual(Enumerable.Range(0, 100).ToArray(), shuffled.Order().ToArray());
        CollectionAssert.AreEqual(shuffled, Numbers());
    }

    [TestMethod]
    public void Vectors_and_texts_come_back_whole()
    {
        VectorRow[] rows = [new() { Values = [1, 2, 3], Words = ["a", "b"] }, new() { Values = [], Words = ["c"] }];
        IDataView cached = Ml.Data.Cache(Ml.Data.LoadFromEnumerable(rows));
        VectorRow[] back = [.. Ml.Data.CreateEnumerable<VectorRow>(cached, reuseRowObject: false)];
        CollectionAssert.AreEqual(rows[0].Values, back[0].Values);
        CollectionAssert.AreEqual(rows[0].Words, back[0].Words);
        Assert.IsEmpty(cached.GetColumn<float[]>("Values").Last());
        CollectionAssert.AreEqual(rows[1].Words, back[1].Words);
    }

    [TestMethod]
    public void An_error_of_the_source_is_the_inner_one()
    {
        IDataView cached = Ml.Data.Cache(new CountingView(5, failAt: 2));
        InvalidOperationException error = Assert.ThrowsExactly<InvalidOperationException>(() => cached.GetColumn<int>("Number").Sum());
        Assert.IsInstanceOfType<FormatException>(error.InnerException);
    }

    [TestMethod]
    public void A_column_that_is_not_active_is_out_of_range()
    {
        IDataView cached = Ml.Data.Cache(new CountingView(5));
        using DataViewRowCursor cursor = cached.GetRowCursor([cached.Schema["Number"]]);
        Assert.IsFalse(cursor.IsColumnActive(cached.Schema["Key"]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => cursor.GetGetter<float>(cached.Schema["Key"]));
    }

    [TestMethod]
    public void A_missing_column_cannot_be_fetched_in_advance()
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Ml.Data.Cache(new CountingView(5), "Other"));

    private sealed class VectorRow
    {
        public float[]? Values;

        public string[]? Words;
    }
}
