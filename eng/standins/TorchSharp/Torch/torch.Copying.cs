using System.Numerics;
using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor BoolTensor(Tensor t) => t.to(ScalarType.Bool);

    public static Tensor ByteTensor(Tensor t) => t.to(ScalarType.Byte);

    public static Tensor ShortTensor(Tensor t) => t.to(ScalarType.Int16);

    public static Tensor IntTensor(Tensor t) => t.to(ScalarType.Int32);

    public static Tensor LongTensor(Tensor t) => t.to(ScalarType.Int64);

    public static Tensor FloatTensor(Tensor t) => t.to(ScalarType.Float32);

    public static Tensor DoubleTensor(Tensor t) => t.to(ScalarType.Float64);

    /// <summary>The element type of tensors made from this .NET type.</summary>
    private static ScalarType TypeOf(Type type) =>
        type == typeof(float) ? ScalarType.Float32
        : type == typeof(long) ? ScalarType.Int64
        : type == typeof(double) ? ScalarType.Float64
        : type == typeof(int) ? ScalarType.Int32
        : type == typeof(bool) ? ScalarType.Bool
        : type == typeof(byte) ? ScalarType.Byte
        : type == typeof(sbyte) ? ScalarType.Int8
        : type == typeof(short) ? ScalarType.Int16
        : type == typeof(Half) ? ScalarType.Float16
        : type == typeof((float, float)) ? ScalarType.ComplexFloat32
        : type == typeof(Complex) ? ScalarType.ComplexFloat64
        : throw new NotSupportedException($"No tensor has elements of type {type}.");

    /// <summary>A tensor that holds a copy of the values.</summary>
    private static unsafe Tensor Copied<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> size, ScalarType? dtype, Device? device,
        bool requires_grad, string[]? names)
        where T : unmanaged
    {
        long length = 1;
        foreach (long side in size)
            length *= side;
        if (length > values.Length)
            throw new ArgumentException($"mismatched total size creating a tensor from an array: {length} vs. {values.Length}");

        ScalarType type = TypeOf(typeof(T));
        Tensor made = Aten.empty_memory_format.Call(Arg.Ints(size), type, Arg.None, CPU);
        values[..(int)length].CopyTo(new Span<T>((void*)made.Address, (int)length));
        return Placed(made, dtype, device, requires_grad, names);
    }

    /// <summary>A tensor with a copy of an array of several dimensions.</summary>
    private static unsafe Tensor Copied(Array values, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        var size = new long[values.Rank];
        for (int i = 0; i < size.Length; i++)
            size[i] = values.GetLongLength(i);
        Tensor made = Aten.empty_memory_format.Call(size, TypeOf(values.GetType().GetElementType()!), Arg.None, CPU);
        long bytes = made.NumberOfElements * made.ElementSize;
        if (bytes > 0)
        {
            fixed (byte* source = &MemoryMarshal.GetArrayDataReference(values))
                Buffer.MemoryCopy(source, (void*)made.Address, bytes, bytes);
        }
        return Placed(made, dtype, device, requires_grad, names);
    }

    private static Tensor Placed(Tensor made, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        Device target = InitializeDevice(device);
        Tensor placed = made;
        if ((dtype is { } type && type != made.dtype) || target.type != DeviceType.CPU)
        {
            placed = made.to(dtype ?? made.dtype, target);
            made.Dispose();
        }
        return Unnamed(names, Track(placed, requires_grad));
    }
}
