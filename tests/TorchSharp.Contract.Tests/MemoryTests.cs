using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

[TestClass]
public sealed class MemoryTests
{
    private DisposeScope scope = null!;

    [TestInitialize]
    public void Open() => scope = NewDisposeScope();

    [TestCleanup]
    public void Close() => scope.Dispose();

    [TestMethod]
    public void A_file_is_mapped_and_tensors_are_cut_out_of_it()
    {
        string path = Path.GetTempFileName();
        try
        {
            float[] values = [.. Enumerable.Range(0, 12).Select(i => i * 0.5f)];
            byte[] content = [.. new byte[8], .. MemoryMarshal.AsBytes<float>(values)];
            File.WriteAllBytes(path, content);
            using (Tensor bytes = from_file(path, shared: false, size: content.Length, dtype: ScalarType.Byte))
                Assert.AreEqual(content.Length, bytes.NumberOfElements);
            using Tensor file = from_file(path, shared: false, size: content.Length / 4, dtype: ScalarType.Float32);
            Tensor cut = file.narrow(0, 2 + 3, 6).view(2, 3);
            Values.AreEqual(values[3..9], cut);
            cut.fill_(-1);
            Values.AreEqual([-1, -1], file.narrow(0, 5, 2));
            CollectionAssert.AreEqual(content, File.ReadAllBytes(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void Bfloat16_is_read_from_a_file_as_it_lies_there()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [0x80, 0x3F, 0x00, 0xC0, 0x49, 0x40]);
            using Tensor file = from_file(path, shared: false, size: 3, dtype: ScalarType.BFloat16);
            Values.AreEqual([1, -2, 3.140625f], file, 0);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [TestMethod]
    public void A_file_that_is_too_short_or_absent_is_an_error()
    {
        string path = Path.GetTempFileName();
        try
        {
            Assert.Throws<ExternalException>(() => from_file(path, shared: false, size: 1000, dtype: ScalarType.Float32));
        }
        finally
        {
            File.Delete(path);
        }
        Assert.Throws<ExternalException>(() => from_file(path, shared: false, size: 4, dtype: ScalarType.Float32));
    }

    [TestMethod]
    public void Bytes_are_the_tensors_own_memory()
    {
        Tensor x = tensor([1f, 2f]);
        Span<float> floats = MemoryMarshal.Cast<byte, float>(x.bytes);
        Assert.AreEqual(2f, floats[1]);
        floats[0] = 7;
        Values.AreEqual([7, 2], x);
        x.bytes = MemoryMarshal.AsBytes(new float[] { 3, 4 }.AsSpan());
        Values.AreEqual([3, 4], x);
        Assert.Throws<InvalidOperationException>(() => _ = zeros(2, 3).t().bytes.Length);
        Assert.Throws<ArgumentException>(() => x.bytes = new byte[3]);
    }

    [TestMethod]
    public void Data_reads_through_strides_and_writes_back()
    {
        Tensor x = arange(6).view(2, 3);
        Tensor transposed = x.t();
        CollectionAssert.AreEqual(new long[] { 0, 3, 1, 4, 2, 5 }, transposed.data<long>().ToArray());
        Assert.AreEqual(4L, transposed.data<long>()[1, 1]);
        Assert.AreEqual(6L, transposed.data<long>().Count);
        var target = new long[4];
        x.data<long>().CopyTo(target, 1, 3);
        CollectionAssert.AreEqual(new long[] { 0, 3, 4, 5 }, target);
        Utils.TensorAccessor<long> accessor = x.data<long>();
        accessor[0, 2] = 99;
        Assert.AreEqual(99L, x[0, 2].item<long>());
        Assert.AreEqual(5L, ((long[,])x.data<long>().ToNDArray())[1, 2]);
    }

    [TestMethod]
    public void A_tensor_from_an_array_is_a_copy()
    {
        float[] source = [1, 2];
        Tensor x = tensor(source);
        source[0] = 9;
        Values.AreEqual([1, 2], x);
        Values.AreEqual([1, 2, 3, 4], tensor(new float[,] { { 1, 2 }, { 3, 4 } }).flatten());
        Values.AreEqual([1, 2, 3, 4], tensor(new List<float> { 1, 2, 3, 4 }, 2, 2)[TensorIndex.Ellipsis].flatten());
        Assert.AreEqual(ScalarType.Float64, tensor(source, ScalarType.Float64).dtype);
        Assert.Throws<ArgumentException>(() => tensor(source, [3L]));
    }

    [TestMethod]
    public void Elements_of_every_kind_go_in_and_come_out()
    {
        CollectionAssert.AreEqual(new byte[] { 1, 255 }, tensor(new byte[] { 1, 255 }).data<byte>().ToArray());
        CollectionAssert.AreEqual(new sbyte[] { -1, 2 }, tensor(new sbyte[] { -1, 2 }).data<sbyte>().ToArray());
        CollectionAssert.AreEqual(new short[] { -1, 2 }, tensor(new short[] { -1, 2 }).data<short>().ToArray());
        CollectionAssert.AreEqual(new[] { -1, 2 }, tensor(new[] { -1, 2 }).data<int>().ToArray());
        CollectionAssert.AreEqual(new[] { true, false }, tensor(new[] { true, false }).data<bool>().ToArray());
        CollectionAssert.AreEqual(new[] { 0.5, -2 }, tensor(new[] { 0.5, -2 }).data<double>().ToArray());
        CollectionAssert.AreEqual(new[] { (Half)0.5 }, tensor(new[] { (Half)0.5 }).data<Half>().ToArray());
    }

    [TestMethod]
    public void Streams_carry_the_bytes()
    {
        using var stream = new MemoryStream();
        Tensor x = arange(5, ScalarType.Float32);
        x.WriteBytesToStream(stream);
        Assert.AreEqual(20, stream.Length);
        stream.Position = 0;
        Tensor y = zeros(5);
        y.ReadBytesFromStream(stream);
        Values.AreEqual([0, 1, 2, 3, 4], y);
    }
}
