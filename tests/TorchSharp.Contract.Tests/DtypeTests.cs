using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

[TestClass]
public sealed class DtypeTests
{
    private DisposeScope scope = null!;

    [TestInitialize]
    public void Open() => scope = NewDisposeScope();

    [TestCleanup]
    public void Close() => scope.Dispose();

    [TestMethod]
    public void A_number_does_not_widen_a_tensor_of_its_kind()
    {
        Assert.AreEqual(ScalarType.Float32, (ones(1) * 2.0).dtype);
        Assert.AreEqual(ScalarType.BFloat16, (ones(1, ScalarType.BFloat16) + 0.5).dtype);
        Assert.AreEqual(ScalarType.Int32, (ones(1, ScalarType.Int32) + 5L).dtype);
        Assert.AreEqual(ScalarType.Float32, (ones(1, ScalarType.Int64) * 0.5).dtype);
    }

    [TestMethod]
    public void Two_tensors_promote_to_the_wider_type()
    {
        Assert.AreEqual(ScalarType.Float32, (ones(1, ScalarType.BFloat16) + ones(1)).dtype);
        Assert.AreEqual(ScalarType.Float32, (ones(1, ScalarType.BFloat16) + ones(1, ScalarType.Float16)).dtype);
        Assert.AreEqual(ScalarType.Float64, (ones(1) * ones(1, ScalarType.Float64)).dtype);
        Assert.AreEqual(ScalarType.Int64, (ones(1, ScalarType.Bool) + ones(1, ScalarType.Int64)).dtype);
        Assert.AreEqual(ScalarType.Float32, result_type(ones(1, ScalarType.Int64), ones(1)));
    }

    [TestMethod]
    public void A_tensor_without_dimensions_does_not_widen_one_with()
    {
        Tensor zeroDimensional = tensor(2.0);
        Assert.AreEqual(ScalarType.Float64, zeroDimensional.dtype);
        Assert.AreEqual(ScalarType.Float32, (ones(2) * zeroDimensional).dtype);
    }

    [TestMethod]
    public void Division_is_true_unless_a_rounding_mode_is_given()
    {
        Tensor a = tensor([7L, -7L]), b = tensor([2L, 2L]);
        Assert.AreEqual(ScalarType.Float32, (a / b).dtype);
        Values.AreEqual([3.5f, -3.5f], a / b);
        Values.AreEqual(new long[] { 3, -4 }, a.div(b, RoundingMode.floor));
        Values.AreEqual(new long[] { 3, -3 }, a.div(b, RoundingMode.trunc));
        Values.AreEqual(new long[] { 3, -4 }, a.floor_divide(b));
        Values.AreEqual(new long[] { 1, 1 }, a % b);
        Values.AreEqual(new long[] { 1, -1 }, a.fmod(b));
    }

    [TestMethod]
    public void Sums_of_integers_are_int64_and_means_an_error()
    {
        Tensor whole = tensor([1, 2, 3]);
        Assert.AreEqual(ScalarType.Int32, whole.dtype);
        Assert.AreEqual(ScalarType.Int64, whole.sum().dtype);
        Assert.AreEqual(ScalarType.Int64, whole.cumsum(0).dtype);
        Assert.AreEqual(ScalarType.Int64, ones(3, ScalarType.Bool).sum().dtype);
        Assert.AreEqual(ScalarType.Float32, whole.cumsum(0, ScalarType.Float32).dtype);
        ExternalException error = Assert.Throws<ExternalException>(() => whole.mean());
        StringAssert.Contains(error.Message, "mean(): ");
        StringAssert.Contains(error.Message, "floating point");
    }

    [TestMethod]
    public void Item_reads_only_its_own_type()
    {
        Assert.AreEqual(2.5f, tensor(2.5f).item<float>());
        Assert.Throws<ArgumentException>(() => tensor(2.5f).item<double>());
        Assert.Throws<ArgumentException>(() => tensor(2L).item<int>());
        Assert.Throws<ArgumentException>(() => ones(2).item<float>());
        Tensor half = ones(1, ScalarType.BFloat16);
        Assert.Throws<ArgumentException>(() => half.item<float>());
        Assert.AreEqual(1f, half.to(ScalarType.Float32).item<float>());
        Assert.AreEqual(1f, half.ToSingle());
    }

    [TestMethod]
    public void A_scalar_converts_to_any_type()
    {
        Scalar scalar = tensor(3.75).ToScalar();
        Assert.AreEqual(3.75, scalar.ToDouble());
        Assert.AreEqual(3L, scalar.ToInt64());
        Assert.AreEqual(5L, tensor(5L).ToInt64());
        Assert.IsTrue(tensor(true).ToBoolean());
        Assert.AreEqual(5f, (float)tensor(5L));
        Assert.AreEqual(7, (int)tensor(7.9f));
    }

    [TestMethod]
    public void Bfloat16_rounds_to_nearest_even()
    {
        Tensor rounded = tensor([1f + (1f / 256), 1f + (3f / 256), 3.1415927f]).to(ScalarType.BFloat16);
        Values.AreEqual([1f, 1f + (1f / 64), 3.140625f], rounded, 0);
        Assert.AreEqual(2, rounded.ElementSize);
    }

    [TestMethod]
    public void Conversion_to_the_same_type_shares_memory_unless_a_copy_is_asked()
    {
        Tensor x = zeros(2);
        x.to(ScalarType.Float32).fill_(1);
        Values.AreEqual([1, 1], x);
        x.to(ScalarType.Float32, copy: true).fill_(2);
        Values.AreEqual([1, 1], x);
    }

    [TestMethod]
    public void DisposeAfter_lets_the_source_go()
    {
        Tensor x = zeros(2);
        Tensor y = x.to(ScalarType.Float64, disposeAfter: true);
        Assert.IsTrue(x.IsInvalid);
        Assert.AreEqual(ScalarType.Float64, y.dtype);
    }

    [TestMethod]
    public void Comparisons_give_truth_values_and_masks_select()
    {
        Tensor x = tensor([3f, -1f, 2f]);
        Tensor mask = x > 0f;
        Assert.AreEqual(ScalarType.Bool, mask.dtype);
        Values.AreEqual([3, 2], x.masked_select(mask));
        Values.AreEqual([3, 0, 2], where(mask, x, zeros_like(x)));
        Values.AreEqual([9, -1, 9], x.masked_fill(mask, 9));
    }

    [TestMethod]
    public void Shifts_and_bit_operations_keep_int64()
    {
        Tensor x = tensor([0x1_0000_0003L, -1L]);
        Values.AreEqual(new[] { 3L, 0xFFFF_FFFFL }, x.bitwise_and(tensor(0xFFFF_FFFFL)));
        Values.AreEqual(new[] { 1L, -1L }, x.bitwise_right_shift(tensor(32L)));
        Values.AreEqual(new[] { 0x2_0000_0006L, -2L }, x.bitwise_left_shift(tensor(1L)));
        Values.AreEqual(new[] { 0x1_0000_0002L, -2L }, x.bitwise_xor(tensor(1L)));
        Values.AreEqual(new[] { -4294967300L, 0L }, ~x);
    }

    [TestMethod]
    public void Integer_products_wrap_around()
    {
        Tensor x = tensor([0x1_0000_0001L]);
        Values.AreEqual(new[] { unchecked(0x1_0000_0001L * 0x1_0000_0001L) }, x * x);
    }

    [TestMethod]
    public void Limits_of_the_types()
    {
        Assert.AreEqual(float.MaxValue, finfo(ScalarType.Float32).max);
        Assert.AreEqual(Math.Pow(2, -7), finfo(ScalarType.BFloat16).eps);
        Assert.AreEqual(-65504, finfo(ScalarType.Float16).min);
    }
}
