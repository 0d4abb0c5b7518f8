using static TorchSharp.torch;

namespace TorchSharp.Contract.Tests;

/// <summary>Short forms that the tests of this project share.</summary>
internal static class Values
{
    public static float[] Floats(this Tensor tensor)
    {
        using Tensor plain = tensor.detach();
        using Tensor single = plain.to(ScalarType.Float32);
        using Tensor cpu = single.cpu();
        return cpu.data<float>().ToArray();
    }

    public static long[] Longs(this Tensor tensor)
    {
        using Tensor whole = tensor.to(ScalarType.Int64);
        return whole.data<long>().ToArray();
    }

    public static void AreEqual(IReadOnlyList<float> expected, Tensor actual, float tolerance = 1e-6f)
    {
        float[] values = actual.Floats();
        Assert.HasCount(expected.Count, values);
        for (int i = 0; i < values.Length; i++)
            Assert.AreEqual(expected[i], values[i], tolerance, $"element {i}");
    }

    public static void AreEqual(IReadOnlyList<long> expected, Tensor actual) => CollectionAssert.AreEqual(expected.ToArray(), actual.Longs());
}
