using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

[TestClass]
public sealed class FactoryTests
{
    private DisposeScope scope = null!;

    [TestInitialize]
    public void Open() => scope = NewDisposeScope();

    [TestCleanup]
    public void Close() => scope.Dispose();

    [TestMethod]
    public void Types_follow_the_arguments()
    {
        Assert.AreEqual(ScalarType.Float32, zeros(2).dtype);
        Assert.AreEqual(ScalarType.Int64, full(2, 3L).dtype);
        Assert.AreEqual(ScalarType.Float32, full(2, 3.0).dtype);
        Assert.AreEqual(ScalarType.Int64, arange(3).dtype);
        Assert.AreEqual(ScalarType.Float32, arange(0, 1, 0.25).dtype);
        Assert.AreEqual(ScalarType.Float64, tensor(1.0).dtype);
        Assert.AreEqual(ScalarType.Int32, tensor(1).dtype);
        Assert.AreEqual(ScalarType.Bool, tensor(true).dtype);
        Assert.AreEqual(ScalarType.BFloat16, ones(2, ScalarType.BFloat16).dtype);
    }

    [TestMethod]
    public void Values_and_shapes()
    {
        Values.AreEqual(new long[] { 2, 4, 6 }, arange(2, 8, 2));
        Values.AreEqual([0, 0.25f, 0.5f, 0.75f, 1], linspace(0, 1, 5));
        Values.AreEqual([1, 0, 0, 1], eye(2));
        Values.AreEqual([7, 7], full([2L], 7f));
        CollectionAssert.AreEqual(new long[] { 2, 3, 4 }, empty(2, 3, 4).shape);
        CollectionAssert.AreEqual(new long[] { 3, 2 }, zeros([3L, 2L]).shape);
        CollectionAssert.AreEqual(Array.Empty<long>(), tensor(1f).shape);
        Values.AreEqual([1, 1], ones_like(zeros(2)));
        Values.AreEqual([5, 5], zeros(2).full_like(5));
        Assert.AreEqual(ScalarType.Float64, zeros_like(zeros(1), ScalarType.Float64).dtype);
        CollectionAssert.AreEqual(new long[] { 4 }, zeros(1, ScalarType.Float64).new_empty([4L]).shape);
        Assert.IsTrue(zeros(2, requires_grad: true).requires_grad);
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_numbers()
    {
        manual_seed(7);
        float[] first = randn(5).Floats();
        long[] order = randperm(6).Longs();
        manual_seed(7);
        Values.AreEqual(first, randn(5), 0);
        Values.AreEqual(order, randperm(6));
        CollectionAssert.AreEquivalent(new long[] { 0, 1, 2, 3, 4, 5 }, order);
        Values.AreEqual(zeros(2, 2).uniform_(0, 1, new Generator(3)).Floats(), zeros(2, 2).uniform_(0, 1, new Generator(3)), 0);
        Tensor dice = randint(1, 7, [100L]);
        Assert.IsTrue(((dice >= 1L) & (dice < 7L)).all().item<bool>());
        Assert.AreEqual(ScalarType.Int64, dice.dtype);
    }

    [TestMethod]
    public void Devices_have_names_and_numbers()
    {
        Assert.AreEqual(DeviceType.CPU, zeros(1).device_type);
        Assert.AreEqual("cpu", zeros(1).device.ToString());
        var second = new Device("cuda:1");
        Assert.AreEqual(DeviceType.CUDA, second.type);
        Assert.AreEqual(1, second.index);
        Assert.AreEqual("cuda:1", second.ToString());
        Assert.AreEqual(DeviceType.CPU, CPU.type);
        Assert.IsFalse(zeros(1).is_cuda);
    }

    [TestMethod]
    public void A_tensor_moves_to_the_processor_it_is_on_without_a_copy()
    {
        Tensor x = zeros(1);
        x.cpu().fill_(4);
        x.to(CPU).add_(1);
        Values.AreEqual([5], x);
    }

    [TestMethod]
    public void Threads_are_set_and_read_back()
    {
        int before = get_num_threads();
        try
        {
            set_num_threads(1);
            Assert.AreEqual(1, get_num_threads());
        }
        finally
        {
            set_num_threads(before);
        }
    }
}
