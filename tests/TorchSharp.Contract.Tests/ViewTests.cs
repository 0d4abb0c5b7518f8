using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

[TestClass]
public sealed class ViewTests
{
    private DisposeScope scope = null!;

    [TestInitialize]
    public void Open() => scope = NewDisposeScope();

    [TestCleanup]
    public void Close() => scope.Dispose();

    [TestMethod]
    public void Views_share_memory_with_their_base()
    {
        Tensor x = zeros(2, 3);
        x.view(6).narrow(0, 1, 2).fill_(1);
        x.t()[2].fill_(7);
        x.select(0, 1).slice(0, 0, 1, 1).fill_(5);
        x.unsqueeze(0).squeeze(0).transpose(0, 1)[1, 1] = 9;
        Values.AreEqual([0, 1, 7, 5, 9, 7], x);
    }

    [TestMethod]
    public void In_place_operators_return_the_tensor_itself()
    {
        Tensor x = ones(2);
        Assert.AreSame(x, x.add_(1));
        Assert.AreSame(x, x.mul_(3).sub_(1).sqrt_().clamp_(max: 2));
        Assert.AreSame(x, x.copy_(tensor([4f, 5f])));
        Values.AreEqual([4, 5], x);
    }

    [TestMethod]
    public void Zero_clears_the_memory()
    {
        Tensor x = ones(2);
        using Tensor cleared = x.zero_();
        Values.AreEqual([0, 0], cleared);
    }

    [TestMethod]
    public void Writing_through_an_expanded_index_reaches_the_base()
    {
        Tensor cache = zeros(2, 4);
        cache.narrow(1, 1, 2).copy_(tensor([1f, 2f]));
        Values.AreEqual([0, 1, 2, 0, 0, 1, 2, 0], cache);
    }

    [TestMethod]
    public void Expand_takes_no_memory_and_contiguous_makes_a_copy()
    {
        Tensor row = tensor([1f, 2f]).unsqueeze(0);
        Tensor wide = row.expand(3, 2);
        CollectionAssert.AreEqual(new long[] { 0, 1 }, wide.stride());
        Assert.IsFalse(wide.is_contiguous());
        Tensor copy = wide.contiguous();
        Assert.IsTrue(copy.is_contiguous());
        row.fill_(0);
        Values.AreEqual([1, 2, 1, 2, 1, 2], copy);
        Values.AreEqual([0, 0, 0, 0, 0, 0], wide);
    }

    [TestMethod]
    public void Reshape_copies_only_where_it_must()
    {
        Tensor x = zeros(2, 3);
        x.reshape(3, 2).fill_(1);
        Values.AreEqual([1, 1, 1, 1, 1, 1], x);
        x.t().reshape(6).fill_(2);
        Values.AreEqual([1, 1, 1, 1, 1, 1], x);
    }

    [TestMethod]
    public void Shapes_of_the_movers()
    {
        Tensor x = arange(24).view(2, 3, 4);
        CollectionAssert.AreEqual(new long[] { 4, 2, 3 }, x.permute(2, 0, 1).shape);
        CollectionAssert.AreEqual(new long[] { 6, 4 }, x.flatten(0, 1).shape);
        CollectionAssert.AreEqual(new long[] { 2, 3, 2, 2 }, x.unflatten(2, 2, 2).shape);
        CollectionAssert.AreEqual(new long[] { 3, 4, 2 }, x.movedim([0L], [-1L]).shape);
        CollectionAssert.AreEqual(new long[] { 2, 4, 3 }, x.mT.shape);
        CollectionAssert.AreEqual(new long[] { 4, 6, 4 }, x.repeat(2, 2, 1).shape);
        CollectionAssert.AreEqual(new long[] { 2, 1, 3, 4 }, x.unsqueeze(1).shape);
        CollectionAssert.AreEqual(new long[] { 2, 3, 4 }, x.unsqueeze(-1).squeeze(-1).shape);
        Assert.AreEqual(3, x.size(-2));
        Assert.AreEqual(12, x.stride(0));
        Assert.AreEqual(24, x.NumberOfElements);
        Assert.AreEqual(3, x.Dimensions);
        Assert.AreEqual(8, x[1, 2].storage_offset() - x[1].storage_offset());
    }

    [TestMethod]
    public void Splitting_and_joining()
    {
        Tensor x = arange(10);
        Tensor[] parts = x.split(4);
        Assert.HasCount(3, parts);
        Values.AreEqual(new long[] { 8, 9 }, parts[2]);
        Values.AreEqual(new long[] { 0, 1, 2 }, x.split(new long[] { 3, 7 })[0]);
        Assert.HasCount(2, x.chunk(2));
        Assert.HasCount(10, x.unbind());
        Values.AreEqual(x.Longs(), cat(parts));
        CollectionAssert.AreEqual(new long[] { 2, 10 }, stack([x, x]).shape);
        CollectionAssert.AreEqual(new long[] { 10, 2 }, stack([x, x], -1).shape);
    }

    [TestMethod]
    public void Repeating_and_rolling()
    {
        Tensor x = tensor([1L, 2L, 3L]);
        Values.AreEqual(new long[] { 1, 1, 2, 2, 3, 3 }, x.repeat_interleave(2));
        Values.AreEqual(new long[] { 1, 3, 3 }, x.repeat_interleave(tensor([1L, 0L, 2L])));
        Values.AreEqual(new long[] { 3, 1, 2 }, x.roll(1));
        Values.AreEqual(new long[] { 3, 2, 1 }, x.flip(0));
        Values.AreEqual(new long[] { 1, 0, 0, 2, 2, 0, 3, 3, 3 }, x.unsqueeze(1).expand(3, 3).tril());
    }

    [TestMethod]
    public void A_tensor_describes_itself_by_shape_type_and_device()
    {
        Assert.AreEqual("[2x3], type = Float32, device = cpu", zeros(2, 3).ToString());
        Assert.AreEqual("[], type = Int64, device = cpu", tensor(1L).ToString());
    }
}
