using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

[TestClass]
public sealed class IndexingTests
{
    private DisposeScope scope = null!;

    [TestInitialize]
    public void Open() => scope = NewDisposeScope();

    [TestCleanup]
    public void Close() => scope.Dispose();

    [TestMethod]
    public void Numbers_select_and_count_from_the_end()
    {
        Tensor x = arange(24).view(2, 3, 4);
        Assert.AreEqual(23L, x[1, 2, 3].item<long>());
        Assert.AreEqual(23L, x[-1, -1, -1].item<long>());
        Values.AreEqual(new long[] { 20, 21, 22, 23 }, x[1, 2]);
        CollectionAssert.AreEqual(new long[] { 3, 4 }, x[1].shape);
    }

    [TestMethod]
    public void Slices_cut_and_step()
    {
        Tensor x = arange(24).view(2, 3, 4);
        Values.AreEqual(new long[] { 13, 15 }, x[TensorIndex.Single(1), TensorIndex.Single(0), TensorIndex.Slice(1, null, 2)]);
        CollectionAssert.AreEqual(new long[] { 2, 2, 4 }, x[TensorIndex.Colon, TensorIndex.Slice(1)].shape);
        CollectionAssert.AreEqual(new long[] { 2, 3, 3 }, x[TensorIndex.Ellipsis, TensorIndex.Slice(stop: -1)].shape);
        Values.AreEqual(new long[] { 3, 7, 11, 15, 19, 23 }, x[TensorIndex.Ellipsis, 3].flatten());
        CollectionAssert.AreEqual(new long[] { 2, 1, 4 }, x[.., 1..2].shape);
        Values.AreEqual(new long[] { 22, 23 }, x[^1, ^1, 2..]);
    }

    [TestMethod]
    public void None_and_Null_add_a_dimension()
    {
        Tensor x = arange(6).view(2, 3);
        CollectionAssert.AreEqual(new long[] { 1, 2, 3 }, x[TensorIndex.None].shape);
        CollectionAssert.AreEqual(new long[] { 2, 1, 3 }, x[TensorIndex.Colon, TensorIndex.Null].shape);
        CollectionAssert.AreEqual(new long[] { 2, 3, 1 }, x[TensorIndex.Ellipsis, TensorIndex.None].shape);
    }

    [TestMethod]
    public void Index_tensors_gather()
    {
        Tensor x = arange(12).view(3, 4);
        Values.AreEqual(new long[] { 8, 9, 10, 11, 0, 1, 2, 3 }, x[tensor([2L, 0L])].flatten());
        Values.AreEqual(new long[] { 9, 3 }, x[tensor([2L, 0L]), tensor([1L, 3L])]);
        Values.AreEqual(new long[] { 1, 5, 9 }, x[TensorIndex.Colon, TensorIndex.Tensor(tensor([1L]))].flatten());
        Values.AreEqual(new long[] { 9, 10 }, x[TensorIndex.Single(2), TensorIndex.Tensor(tensor([1L, 2L]))]);
    }

    [TestMethod]
    public void Masks_select_the_true_places()
    {
        Tensor x = arange(6).view(2, 3);
        Values.AreEqual(new long[] { 1, 3, 5 }, x[(x % 2L) == 1L]);
        CollectionAssert.AreEqual(new long[] { 1, 3 }, x[tensor([false, true])].shape);
        CollectionAssert.AreEqual(new long[] { 1, 2, 3 }, x[TensorIndex.Bool(true)].shape);
        CollectionAssert.AreEqual(new long[] { 0, 2, 3 }, x[TensorIndex.Bool(false)].shape);
    }

    [TestMethod]
    public void Assignment_writes_in_place()
    {
        Tensor x = zeros(2, 3);
        x[0, 1] = 5;
        x[1] = tensor([1f, 2f, 3f]);
        Values.AreEqual([0, 5, 0, 1, 2, 3], x);
        x[TensorIndex.Colon, TensorIndex.Slice(0, 2)] = tensor(9f);
        Values.AreEqual([9, 9, 0, 9, 9, 3], x);
        x[x == 9f] = tensor(-1f);
        Values.AreEqual([-1, -1, 0, -1, -1, 3], x);
        x[tensor([0L, 1L]), tensor([2L, 0L])] = tensor([7f, 8f]);
        Values.AreEqual([-1, -1, 7, 8, -1, 3], x);
        x.index_put_(4, TensorIndex.Single(0), TensorIndex.Tensor(tensor([0L, 2L])));
        Values.AreEqual([4, -1, 4, 8, -1, 3], x);
    }

    [TestMethod]
    public void Gather_and_scatter_are_inverse()
    {
        Tensor x = tensor([10f, 20f, 30f, 40f]).view(2, 2);
        Tensor order = tensor([1L, 0L, 0L, 1L]).view(2, 2);
        Tensor picked = x.gather(1, order);
        Values.AreEqual([20, 10, 30, 40], picked);
        Values.AreEqual(x.Floats(), zeros(2, 2).scatter_(1, order, picked));
        Values.AreEqual([0, 3, 2], zeros(3).scatter_add_(0, tensor([1L, 1L, 2L]), tensor([1f, 2f, 2f])));
    }

    [TestMethod]
    public void Rows_are_selected_copied_filled_and_added()
    {
        Tensor x = arange(6, ScalarType.Float32).view(3, 2);
        Tensor rows = tensor([2L, 0L]);
        Values.AreEqual([4, 5, 0, 1], x.index_select(0, rows));
        Values.AreEqual([1, 1, 2, 3, 1, 1], x.index_copy(0, rows, ones(2, 2)));
        Values.AreEqual([9, 9, 2, 3, 9, 9], x.index_fill(0, rows, 9));
        Values.AreEqual([2, 3, 2, 3, 6, 7], x.index_add(0, rows, ones(2, 2), 2));
        Values.AreEqual([0, 4], x.masked_select(tensor([true, false, true]).unsqueeze(1) & (x % 2f == 0f)));
    }

    [TestMethod]
    public void Embeddings_scatter_into_their_places()
    {
        Tensor x = zeros(2, 3, 2);
        Tensor mask = tensor([false, true, false, true, false, false]).view(2, 3);
        Tensor result = x.masked_scatter(mask.unsqueeze(-1), tensor([1f, 2f, 3f, 4f]).view(2, 2));
        Values.AreEqual([0, 0, 1, 2, 0, 0, 3, 4, 0, 0, 0, 0], result);
    }

    [TestMethod]
    public void Nonzero_lists_the_places()
    {
        Tensor places = tensor([0L, 5L, 0L, 7L]).view(2, 2).nonzero();
        Values.AreEqual(new long[] { 0, 1, 1, 1 }, places.flatten());
    }

    [TestMethod]
    public void Take_along_dim_follows_an_argsort()
    {
        Tensor x = tensor([3f, 1f, 2f, 6f, 5f, 4f]).view(2, 3);
        Values.AreEqual([1, 2, 3, 4, 5, 6], x.take_along_dim(x.argsort(1), 1));
    }
}
