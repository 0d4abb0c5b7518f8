using Microsoft.ML.Data;

namespace Microsoft.ML.Contract.Tests;

[TestClass]
public sealed class VectorBufferTests
{
    private static VBuffer<float> Sparse => new(5, 2, [10, 30], [1, 3]);

    [TestMethod]
    public void A_dense_buffer_holds_its_values_and_no_indices()
    {
        var buffer = new VBuffer<int>(3, [1, 2, 3, 99]);
        Assert.IsTrue(buffer.IsDense);
        Assert.AreEqual(3, buffer.Length);
        CollectionAssert.AreEqual(new[] { 1, 2, 3 }, buffer.GetValues().ToArray());
        Assert.IsTrue(buffer.GetIndices().IsEmpty);
        CollectionAssert.AreEqual(new[] { 1, 2, 3 }, buffer.DenseValues().ToArray());
    }

    [TestMethod]
    public void A_sparse_buffer_counts_absent_values_as_default()
    {
        Assert.IsFalse(Sparse.IsDense);
        CollectionAssert.AreEqual(new float[] { 0, 10, 0, 30, 0 }, Sparse.DenseValues().ToArray());
        CollectionAssert.AreEqual(new[] { 1, 3 }, Sparse.Items().Select(i => i.Key).ToArray());
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3, 4 }, Sparse.Items(all: true).Select(i => i.Key).ToArray());
        Assert.AreEqual(30, Sparse.GetItemOrDefault(3));
        Assert.AreEqual(0, Sparse.GetItemOrDefault(4));
    }

    [TestMethod]
    public void The_default_buffer_is_empty_and_dense()
    {
        VBuffer<string> buffer = default;
        Assert.AreEqual(0, buffer.Length);
        Assert.IsTrue(buffer.IsDense);
        Assert.IsTrue(buffer.GetValues().IsEmpty);
        Assert.IsEmpty(buffer.Items(all: true));
    }

    [TestMethod]
    public void Copies_into_spans_slices_and_dense_buffers()
    {
        float[] span = [7, 7, 7, 7, 7, 7];
        Sparse.CopyTo(span, 1, -1);
        CollectionAssert.AreEqual(new float[] { 7, -1, 10, -1, 30, -1 }, span);

        VBuffer<float> slice = default;
        Sparse.CopyTo(ref slice, 2, 2);
        CollectionAssert.AreEqual(new float[] { 0, 30 }, slice.DenseValues().ToArray());

        VBuffer<float> dense = default;
        Sparse.CopyToDense(ref dense);
        Assert.IsTrue(dense.IsDense);
        CollectionAssert.AreEqual(new float[] { 0, 10, 0, 30, 0 }, dense.GetValues().ToArray());
    }

    [TestMethod]
    public void A_copy_is_independent_of_its_source()
    {
        float[] values = [1, 2];
        var source = new VBuffer<float>(2, values);
        VBuffer<float> copy = default;
        source.CopyTo(ref copy);
        values[0] = 9;
        Assert.AreEqual(1, copy.GetItemOrDefault(0));
    }

    [TestMethod]
    public void An_editor_reuses_arrays_that_are_large_enough()
    {
        var buffer = new VBuffer<int>(4, [1, 2, 3, 4]);
        VBufferEditor<int> smaller = VBufferEditor.Create(ref buffer, 2);
        Assert.IsFalse(smaller.CreatedNewValues);
        smaller.Values[0] = 8;
        buffer = smaller.Commit();
        CollectionAssert.AreEqual(new[] { 8, 2 }, buffer.GetValues().ToArray());

        VBufferEditor<int> larger = VBufferEditor.Create(ref buffer, 50, keepOldOnResize: true);
        Assert.IsTrue(larger.CreatedNewValues);
        Assert.AreEqual(8, larger.Values[0]);
    }

    [TestMethod]
    public void An_editor_makes_sparse_buffers_and_truncates()
    {
        VBuffer<int> buffer = default;
        VBufferEditor<int> editor = VBufferEditor.Create(ref buffer, 10, 3);
        editor.Values[0] = 5;
        editor.Indices[0] = 4;
        buffer = editor.CommitTruncated(1);
        Assert.IsFalse(buffer.IsDense);
        Assert.AreEqual(5, buffer.GetItemOrDefault(4));
        Assert.AreEqual(5, buffer.DenseValues().Sum());
    }

    [TestMethod]
    public void Bad_arguments_are_out_of_range()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new VBuffer<int>(3, [1, 2]));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new VBuffer<int>(3, 4, [1, 2, 3, 4], null));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Sparse.GetItemOrDefault(5));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Sparse.CopyTo(new float[4]));
    }
}
