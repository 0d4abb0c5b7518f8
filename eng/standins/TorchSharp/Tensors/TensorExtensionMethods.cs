using System.Numerics;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp;

public static partial class TensorExtensionMethods
{
    public static Parameter AsParameter(this Tensor tensor) => new(tensor);

    public static int ElementSize(this ScalarType type) => type switch
    {
        ScalarType.Byte or ScalarType.Int8 or ScalarType.Bool => 1,
        ScalarType.Int16 or ScalarType.Float16 or ScalarType.BFloat16 => 2,
        ScalarType.Int32 or ScalarType.Float32 => 4,
        ScalarType.Int64 or ScalarType.Float64 or ScalarType.ComplexFloat32 => 8,
        ScalarType.ComplexFloat64 => 16,
        _ => throw new NotImplementedException($"No element size for {type}"),
    };

    public static ReadOnlySpan<int> IntShape(this Tensor tensor) => Array.ConvertAll(tensor.shape, length => (int)length);

    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (product, length) => product * length);

    public static (float Real, float Imaginary) ToComplex32(this Tensor value) => value.ToScalar().ToComplexFloat32();

    public static (float Real, float Imaginary) ToComplexFloat32(this Tensor value) => value.ToScalar().ToComplexFloat32();

    public static Complex ToComplex64(this Tensor value) => value.ToScalar().ToComplexFloat64();

    public static Complex ToComplexFloat64(this Tensor value) => value.ToScalar().ToComplexFloat64();

    public static Half ToHalf(this Tensor value) => value.ToScalar().ToHalf();

    public static bool ToBoolean(this Tensor value) => value.ToScalar().ToBoolean();

    public static byte ToByte(this Tensor value) => value.ToScalar().ToByte();

    public static double ToDouble(this Tensor value) => value.ToScalar().ToDouble();

    public static float ToSingle(this Tensor value) => value.ToScalar().ToSingle();

    public static int ToInt32(this Tensor value) => value.ToScalar().ToInt32();

    public static long ToInt64(this Tensor value) => value.ToScalar().ToInt64();

    public static sbyte ToSByte(this Tensor value) => value.ToScalar().ToSByte();

    public static short ToInt16(this Tensor value) => value.ToScalar().ToInt16();

    public static Tensor ToTensor<T>(this T[] rawArray, long[] dimensions, bool doCopy = false, bool requires_grad = false) =>
        rawArray switch
    {
        byte[] array => tensor(array, dimensions, requires_grad: requires_grad),
        short[] array => tensor(array, dimensions, requires_grad: requires_grad),
        int[] array => tensor(array, dimensions, requires_grad: requires_grad),
        long[] array => tensor(array, dimensions, requires_grad: requires_grad),
        float[] array => tensor(array, dimensions, requires_grad: requires_grad),
        double[] array => tensor(array, dimensions, requires_grad: requires_grad),
        bool[] array => tensor(array, dimensions, requires_grad: requires_grad),
        _ => throw new NotImplementedException($"Creating tensor of type {typeof(T)} is not supported."),
    };

    public static Tensor ToTensor<T>(this T scalar, Device? device = null, bool requires_grad = false)
        where T : struct => scalar switch
    {
        byte value => tensor(value, device, requires_grad),
        sbyte value => tensor(value, device, requires_grad),
        short value => tensor(value, device, requires_grad),
        int value => tensor(value, device, requires_grad),
        long value => tensor(value, null, device, requires_grad),
        float value => tensor(value, device, requires_grad),
        double value => tensor(value, null, device, requires_grad),
        _ => throw new NotImplementedException($"Creating tensor of type {typeof(T)} is not supported."),
    };
}
