using Microsoft.ML.Data;

namespace Microsoft.ML.Contract.Tests;

/// <summary>A column type of a third party, neither primitive nor vector.</summary>
[TestClass]
public sealed class StructuredColumnTests
{
    private static readonly MLContext Ml = new(seed: 1);

    [TestMethod]
    public void Row_objects_carry_it_in_and_out_by_reference()
    {
        Carrier[] rows = [new() { Payload = new Payload(1), Id = 1 }, new() { Payload = new Payload(2), Id = 2 }];
        IDataView view = Ml.Data.LoadFromEnumerable(rows);
        Assert.AreEqual<object>(PayloadType.Instance, view.Schema["Payload"].Type);
        Carrier[] back = [.. Ml.Data.CreateEnumerable<Carrier>(view, reuseRowObject: false)];
        Assert.AreSame(rows[0].Payload, back[0].Payload);
        Assert.AreSame(rows[1].Payload, back[1].Payload);
        Assert.AreEqual(2, view.GetColumn<Payload>("Payload").Last().Number);
    }

    [TestMethod]
    public void A_view_of_our_own_is_read_through_the_attribute()
    {
        Carrier[] rows = [.. Ml.Data.CreateEnumerable<Carrier>(new CountingView(3), reuseRowObject: false, ignoreMissingColumns: true)];
        CollectionAssert.AreEqual(new[] { 0, 1, 2 }, rows.Select(r => r.Payload!.Number).ToArray());
    }

    [TestMethod]
    public void The_cache_drops_it()
    {
        IDataView cached = Ml.Data.Cache(new CountingView(3));
        Assert.IsNull(cached.Schema.GetColumnOrNull("Payload"));
        CollectionAssert.AreEqual(new[] { "Key", "Number", "Text" }, cached.Schema.Select(c => c.Name).ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1, 2 }, cached.GetColumn<int>("Number").ToArray());
        Assert.ThrowsExactly<InvalidOperationException>(() => Ml.Data.Cache(new CountingView(3), "Payload"));
    }

    [TestMethod]
    public void Shuffling_drops_it()
        => Assert.IsNull(Ml.Data.ShuffleRows(new CountingView(3)).Schema.GetColumnOrNull("Payload"));

    [TestMethod]
    public void Filters_and_column_transforms_keep_it()
    {
        IDataView view = Ml.Data.FilterRowsByColumn(new CountingView(5), "Key", lowerBound: 2);
        view = Ml.Transforms.CopyColumns("Copy", "Payload").Append(Ml.Transforms.DropColumns("Payload")).Fit(view).Transform(view);
        CollectionAssert.AreEqual(new[] { 2, 3, 4 }, view.GetColumn<Payload>("Copy").Select(p => p.Number).ToArray());
    }

    [TestMethod]
    public void A_getter_is_handed_the_value_of_the_row_before()
    {
        // Whoever disposes or refills what is in the reference harms rows that the caller has kept.
        var seen = new List<Payload?>();
        IDataView view = new RecordingView(seen);
        Payload?[] read = [.. Ml.Data.CreateEnumerable<Carrier>(view, reuseRowObject: false, ignoreMissingColumns: true).Select(r => r.Payload)];
        Assert.IsNull(seen[0]);
        Assert.AreSame(read[0], seen[1]);
        Assert.AreSame(read[1], seen[2]);
    }

    [TestMethod]
    public void One_type_stands_for_one_column_type_only()
    {
        DataViewTypeManager.Register(PayloadType.Instance, typeof(Payload), new PayloadTypeAttribute());
        DataViewTypeManager.Register(PayloadType.Instance, typeof(Payload), new PayloadTypeAttribute());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => DataViewTypeManager.Register(TextDataViewType.Instance, typeof(Payload), new PayloadTypeAttribute()));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => DataViewTypeManager.Register(PayloadType.Instance, typeof(float), new PayloadTypeAttribute()));
    }

    private sealed class Carrier
    {
        [PayloadType]
        public Payload? Payload { get; set; }

        public int Id { get; set; }
    }
}
