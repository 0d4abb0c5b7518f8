using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

[TestClass]
public sealed class OrderingTests
{
    private DisposeScope scope = null!;

    [TestInitialize]
    public void Open() => scope = NewDisposeScope();

    [TestCleanup]
    public void Close() => scope.Dispose();

    [TestMethod]
    public void Topk_gives_the_largest_first()
    {
        Tensor x = tensor([3f, 9f, -1f, 5f, 2f, 7f]).view(2, 3);
        (Tensor values, Tensor indexes) = x.topk(2, 1);
        Values.AreEqual([9, 3, 7, 5], values);
        Values.AreEqual(new long[] { 1, 0, 2, 0 }, indexes);
        Assert.AreEqual(ScalarType.Int64, indexes.dtype);
        Values.AreEqual([-1, 2], x.topk(1, 1, largest: false).values);
    }

    [TestMethod]
    public void Sort_is_stable_when_asked()
    {
        Tensor x = tensor([2L, 1L, 2L, 1L, 2L]);
        (Tensor values, Tensor indexes) = x.sort(0, descending: true, stable: true);
        Values.AreEqual(new long[] { 2, 2, 2, 1, 1 }, values);
        Values.AreEqual(new long[] { 0, 2, 4, 1, 3 }, indexes);
        Values.AreEqual(new long[] { 1, 3, 0, 2, 4 }, torch.sort(x, 0, stable: true).indices);
    }

    [TestMethod]
    public void Extremes_and_their_places()
    {
        Tensor x = tensor([3f, 9f, -1f, 5f, 2f, 7f]).view(2, 3);
        Assert.AreEqual(9f, x.max().item<float>());
        (Tensor values, Tensor indexes) = x.max(1);
        Values.AreEqual([9, 7], values);
        Values.AreEqual(new long[] { 1, 2 }, indexes);
        Values.AreEqual(new long[] { 2, 1 }, x.argmin(1));
        Assert.AreEqual(1L, x.argmax().item<long>());
        Values.AreEqual([5, 9, 7], x.amax(0));
        Values.AreEqual([3, 9, 2, 5, 2, 7], torch.maximum(x, tensor(2f)));
        Values.AreEqual([-1, 2], x.amin([1], keepdim: true).squeeze(1));
    }

    [TestMethod]
    public void Running_sums_products_and_extremes()
    {
        Tensor x = tensor([1f, 3f, 2f, 4f]);
        Values.AreEqual([1, 4, 6, 10], x.cumsum(0));
        Values.AreEqual([1, 3, 6, 24], x.cumprod(0));
        Values.AreEqual([1, 3, 3, 4], x.cummax(0).values);
        Values.AreEqual(new long[] { 1, 1, 2 }, tensor([true, false, true]).cumsum(0));
    }

    [TestMethod]
    public void Reductions_over_chosen_dimensions()
    {
        Tensor x = arange(6, ScalarType.Float32).view(2, 3);
        Assert.AreEqual(15f, x.sum().item<float>());
        Values.AreEqual([3, 5, 7], x.sum(0L));
        CollectionAssert.AreEqual(new long[] { 2, 1 }, x.sum(1, keepdim: true).shape);
        Values.AreEqual([1, 4], x.mean([1L]));
        Assert.AreEqual(40f, x.narrow(1, 1, 2).prod().item<float>());
        Values.AreEqual([1, 1], x.var(1));
        Values.AreEqual([2f / 3, 2f / 3], x.var(1, unbiased: false));
        Values.AreEqual([1, 1], x.std(1L));
        Assert.AreEqual(MathF.Sqrt(55), x.norm().item<float>(), 1e-5f);
        Assert.IsTrue((x >= 0f).all().item<bool>());
        Values.AreEqual([1, 0, 0], (x == 0f).any(0));
        Values.AreEqual([1, 1], x.count_nonzero([0L]).narrow(0, 0, 1).expand(2));
        Assert.AreEqual(2f, x.median().item<float>());
    }

    /// <summary>A trap of both worlds: the literal 0 is also a ScalarType, and that overload of sum and prod needs no defaults.</summary>
    [TestMethod]
    public void The_literal_zero_is_no_dimension_for_sum()
    {
        Tensor x = ones(2, 3);
        Assert.AreEqual(0, x.sum(0).Dimensions);
        Assert.AreEqual(ScalarType.Byte, x.sum(0).dtype);
        CollectionAssert.AreEqual(new long[] { 3 }, x.sum(0L).shape);
        CollectionAssert.AreEqual(new long[] { 3 }, x.sum(dim: 0).shape);
    }

    [TestMethod]
    public void Distinct_values_and_places_in_a_sorted_row()
    {
        Values.AreEqual(new long[] { 1, 2, 5 }, tensor([5L, 1L, 2L, 1L]).unique().output);
        Values.AreEqual(new long[] { 0, 1, 3 }, searchsorted(tensor([1f, 2f, 3f]), tensor([0.5f, 2f, 9f])));
        Values.AreEqual(new long[] { 0, 2, 3 }, searchsorted(tensor([1f, 2f, 3f]), tensor([0.5f, 2f, 9f]), right: true));
        Values.AreEqual(new long[] { 0, 2, 1 }, tensor([1L, 1L, 2L]).bincount(null!, 3));
    }

    [TestMethod]
    public void Equality_of_whole_tensors()
    {
        Tensor x = tensor([1f, 2f]);
        Assert.IsTrue(x.Equals(tensor([1f, 2f])));
        Assert.IsFalse(x.Equals(tensor([1f, 3f])));
        Assert.IsTrue(x.allclose(tensor([1f, 2.00001f])));
        Assert.IsFalse(allclose(x, tensor([1f, 2.1f])));
        Values.AreEqual([1, 0], x.eq(1f));
        Values.AreEqual([0, 1], tensor([1f, float.NaN]).isnan());
        Values.AreEqual([1, 0], tensor([1f, float.PositiveInfinity]).isfinite());
    }
}
