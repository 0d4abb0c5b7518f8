using Microsoft.ML.Data;

namespace Microsoft.ML.Contract.Tests;

/// <summary>What cursors over row objects, and stock views over a view of our own, do.</summary>
[TestClass]
public sealed class CursorTests
{
    private static readonly MLContext Ml = new(seed: 1);

    private static IDataView Objects => Ml.Data.LoadFromEnumerable(Enumerable.Range(0, 3).Select(i => new Row { Number = i, Text = $"row {i}" }).ToArray());

    [TestMethod]
    public void A_view_has_one_schema_object()
    {
        foreach (IDataView view in new[] { Objects, Ml.Transforms.CopyColumns("Copy", "Text").Fit(Objects).Transform(Objects) })
        {
            DataViewSchema first = view.Schema;
            DataViewSchema second = view.Schema;
            Assert.AreSame(first, second);
            using DataViewRowCursor cursor = view.GetRowCursor(first);
            Assert.AreSame(first, cursor.Schema);
        }
    }

    [TestMethod]
    public void A_cursor_starts_before_the_first_row_and_ends_behind_the_last()
    {
        IDataView view = Objects;
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Number"]]);
        Assert.AreEqual(-1L, cursor.Position);
        ValueGetter<int> getter = cursor.GetGetter<int>(view.Schema["Number"]);
        for (int i = 0; i < 3; i++)
        {
            Assert.IsTrue(cursor.MoveNext());
            Assert.AreEqual(i, cursor.Position);
            int value = -1;
            getter(ref value);
            Assert.AreEqual(i, value);
        }
        Assert.IsFalse(cursor.MoveNext());
        Assert.IsFalse(cursor.MoveNext());
        Assert.AreEqual(-1L, cursor.Position);
    }

    [TestMethod]
    public void Only_columns_asked_for_are_active()
    {
        IDataView view = Objects;
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Number"]]);
        Assert.IsTrue(cursor.IsColumnActive(view.Schema["Number"]));
        Assert.IsFalse(cursor.IsColumnActive(view.Schema["Text"]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => cursor.GetGetter<ReadOnlyMemory<char>>(view.Schema["Text"]));
        Assert.ThrowsExactly<InvalidOperationException>(() => cursor.GetGetter<float>(view.Schema["Number"]));
    }

    [TestMethod]
    public void Rows_have_ids_of_their_own_that_do_not_change()
    {
        IDataView view = Objects;
        static List<DataViewRowId> Ids(IDataView view)
        {
            using DataViewRowCursor cursor = view.GetRowCursor([]);
            ValueGetter<DataViewRowId> getter = cursor.GetIdGetter();
            var ids = new List<DataViewRowId>();
            while (cursor.MoveNext())
            {
                DataViewRowId id = default;
                getter(ref id);
                ids.Add(id);
            }
            return ids;
        }

        Assert.AreEqual(3, Ids(view).Distinct().Count());
        CollectionAssert.AreEqual(Ids(view), Ids(view));
    }

    [TestMethod]
    public void A_cursor_set_covers_every_row_once()
    {
        IDataView view = Ml.Transforms.CopyColumns("Copy", "Number").Fit(Objects).Transform(Objects);
        DataViewRowCursor[] cursors = view.GetRowCursorSet([view.Schema["Copy"]], 2);
        Assert.IsTrue(cursors.Length is 1 or 2);
        var numbers = new System.Collections.Concurrent.ConcurrentBag<int>();
        // The cursors of a set depend on each other: each is to be read on a thread of its own.
        Parallel.ForEach(cursors, new ParallelOptions { MaxDegreeOfParallelism = cursors.Length }, cursor =>
        {
            using (cursor)
            {
                ValueGetter<int> getter = cursor.GetGetter<int>(view.Schema["Copy"]);
                int value = 0;
                while (cursor.MoveNext())
                {
                    getter(ref value);
                    numbers.Add(value);
                }
            }
        });
        CollectionAssert.AreEquivalent(new[] { 0, 1, 2 }, numbers);
    }

    [TestMethod]
    public void A_stock_transform_asks_its_source_only_for_what_it_needs()
    {
        var source = new CountingView(2);
        IDataView view = Ml.Transforms.CopyColumns("Copy", "Text").Fit(source).Transform(source);
        Assert.HasCount(2, view.GetColumn<string>("Copy"));
        CollectionAssert.AreEqual(new[] { "Text" }, source.Counts.LastColumns.ToArray());
        Assert.HasCount(2, view.GetColumn<float>("Key"));
        CollectionAssert.AreEqual(new[] { "Key" }, source.Counts.LastColumns.ToArray());
    }

    [TestMethod]
    public void Cursors_of_the_source_are_disposed()
    {
        var source = new CountingView(5);
        IDataView view = Ml.Data.TakeRows(Ml.Data.FilterRowsByColumn(source, "Key", 1), 2);
        CollectionAssert.AreEqual(new[] { 1, 2 }, view.GetColumn<int>("Number").ToArray());
        Assert.AreEqual(source.Counts.Cursors, source.Counts.Disposals);
    }

    [TestMethod]
    public void A_stock_transform_computes_every_active_column_of_every_row()
    {
        // ML.NET reads ahead on other threads and copies what it reads: behind a stock transform no column is lazy.
        var source = new CountingView(10, withPayload: false);
        IDataView view = Ml.Transforms.CopyColumns("Copy", "Number").Fit(source).Transform(source);
        using (DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Copy"], view.Schema["Key"]]))
        {
            while (cursor.MoveNext())
            {
                // No getter is called here.
            }
        }
        Assert.IsGreaterThanOrEqualTo(10, source.Counts.Numbers);
        Assert.AreNotEqual(Environment.CurrentManagedThreadId, source.Counts.LastThread);
    }

    [TestMethod]
    public void A_column_that_cannot_be_copied_keeps_a_stock_transform_lazy()
    {
        var source = new CountingView(10);
        IDataView view = Ml.Transforms.CopyColumns("Copy", "Number").Fit(source).Transform(source);
        using (DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Copy"], view.Schema["Payload"]]))
        {
            while (cursor.MoveNext())
            {
                // No getter is called here.
            }
        }
        Assert.AreEqual(0, source.Counts.Numbers);
    }

    [TestMethod]
    public void Dropping_columns_keeps_a_view_lazy()
    {
        var source = new CountingView(10, withPayload: false);
        IDataView view = Ml.Transforms.DropColumns("Key").Fit(source).Transform(source);
        using (DataViewRowCursor cursor = view.GetRowCursor(view.Schema))
        {
            while (cursor.MoveNext())
            {
                // No getter is called here.
            }
        }
        Assert.AreEqual(0, source.Counts.Numbers);
    }

    [TestMethod]
    public void An_error_of_the_source_comes_through_a_stock_transform_as_the_inner_one()
    {
        var source = new CountingView(10, failAt: 4, withPayload: false);
        IDataView view = Ml.Transforms.CopyColumns("Copy", "Number").Fit(source).Transform(source);
        Exception error = Assert.Throws<Exception>(() => view.GetColumn<int>("Copy").Sum());
        Exception cause = error;
        while (cause.InnerException != null)
            cause = cause.InnerException;
        Assert.IsInstanceOfType<FormatException>(cause);
    }

    [TestMethod]
    public void A_preview_shows_rows_and_columns()
    {
        DataDebuggerPreview preview = Objects.Preview(maxRows: 2);
        Assert.AreEqual(2, preview.RowView.Length);
        Assert.AreEqual(2, preview.ColumnView.Length);
        Assert.AreEqual(1, preview.RowView[1].Values.Single(v => v.Key == "Number").Value);
        Assert.AreEqual("Number", preview.ColumnView[preview.Schema["Number"].Index].Column.Name);
    }

    [TestMethod]
    public void A_column_can_be_read_by_name()
    {
        CollectionAssert.AreEqual(new[] { "row 0", "row 1", "row 2" }, Objects.GetColumn<string>("Text").ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Objects.GetColumn<int>("Other"));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Objects.GetColumn<double>("Number"));
    }

    private sealed class Row
    {
        public int Number;

        public string? Text;
    }
}
