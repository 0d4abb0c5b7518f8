using System.Collections;

namespace TorchSharp.Utils;

/// <summary>What the accessors of all element types share.</summary>
internal static class TensorAccessor
{
    public const string OnlyCpu = "Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.";

    /// <summary>The offset, in elements, of the element with this number in row-major order.</summary>
    public static long Offset(long number, long[] shape, long[] strides)
    {
        long offset = 0;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            (number, long position) = Math.DivRem(number, shape[i]);
            offset += position * strides[i];
        }
        return offset;
    }
}

/// <summary>A window on the elements of a tensor in the CPU's memory, strides respected.</summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly long[] shape;
    private readonly long[] strides;
    private readonly bool contiguous;
    private readonly T* start;
    private torch.Tensor? tensor;

    internal TensorAccessor(torch.Tensor tensor)
    {
        if (tensor.device_type != DeviceType.CPU)
            throw new InvalidOperationException(TensorAccessor.OnlyCpu);
        shape = tensor.shape;
        strides = tensor.stride();
        contiguous = tensor.is_contiguous();
        start = (T*)tensor.Address;
        this.tensor = tensor;
    }

    public long Count => tensor?.numel() ?? 0;

    public bool IsReadOnly => false;

    public T this[params long[] indices]
    {
        get => *At(indices);
        set => *At(indices) = value;
    }

    public static bool operator ==(TensorAccessor<T> left, TensorAccessor<T> right) =>
        ReferenceEquals(left, right) || (left is not null && left.Equals(right));

    public static bool operator !=(TensorAccessor<T> left, TensorAccessor<T> right) => !(left == right);

    public T[] ToArray()
    {
        var result = new T[Count];
        CopyTo(result);
        return result;
    }

    public Array ToNDArray()
    {
        if (shape.Length < 2)
            return ToArray();
        Array result = Array.CreateInstance(typeof(T), shape);
        T[] flat = ToArray();
        fixed (byte* target = &System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(result))
            flat.CopyTo(new Span<T>(target, flat.Length));
        return result;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        int length = (int)Math.Min(array.Length - arrayIndex, Count - tensorIndex);
        if (contiguous && length > 0)
        {
            new ReadOnlySpan<T>(start + tensorIndex, length).CopyTo(array[arrayIndex..]);
        }
        else
        {
            for (int i = 0; i < length; i++)
                array[arrayIndex + i] = start[TensorAccessor.Offset(tensorIndex + i, shape, strides)];
        }
        GC.KeepAlive(tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        int length = (int)Math.Min(array.Length - arrayIndex, Count - tensorIndex);
        for (int i = 0; i < length; i++)
            start[contiguous ? tensorIndex + i : TensorAccessor.Offset(tensorIndex + i, shape, strides)] = array[arrayIndex + i];
        GC.KeepAlive(tensor);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++)
            yield return Read(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override bool Equals(object? obj) =>
        obj is TensorAccessor<T> other && Count == other.Count && (start == other.start || this.SequenceEqual(other));

    public override int GetHashCode() => tensor?.GetHashCode() ?? 0;

    /// <summary>Lets go of the tensor; does not dispose it.</summary>
    public void Dispose() => tensor = null;

    private T Read(long number) => start[TensorAccessor.Offset(number, shape, strides)];

    private T* At(long[] indices)
    {
        if (indices.Length == 1)
        {
            if (indices[0] < 0 || indices[0] >= Count)
                throw new IndexOutOfRangeException();
            return start + TensorAccessor.Offset(indices[0], shape, strides);
        }
        long offset = 0;
        for (int i = 0; i < indices.Length; i++)
            offset += indices[i] * strides[i];
        return start + offset;
    }
}
