using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor over the array itself, which stays pinned as long as a tensor needs it; a copy where the type changes.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device ?? CPU);

    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false,
        string[]? names = null)
    {
        if (rawArray is (float, float)[] pairs)
            return tensor(pairs, dtype, device, requires_grad, names);
        var size = new long[rawArray.Rank];
        for (int i = 0; i < size.Length; i++)
            size[i] = rawArray.GetLongLength(i);
        return Placed(Over(rawArray, 0, size), dtype, device, requires_grad, names);
    }

    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        long length = rawArray.LongLength;
        if (offset < 0 || offset >= length)
            throw new ArgumentException($"invalid value for 'offset': {offset}");
        if (count < 0)
            count = length - offset;
        if (count > length - offset)
            throw new IndexOutOfRangeException($"element count is too large: {count}");
        return Placed(Over(rawArray, offset, [count]), dtype, CPU, requires_grad, null);
    }

    private static unsafe Tensor Over(Array array, long offset, long[] size)
    {
        ScalarType type = TypeOf(array.GetType().GetElementType()!);
        GCHandle pinned = GCHandle.Alloc(array, GCHandleType.Pinned);
        IntPtr data = pinned.AddrOfPinnedObject() + (nint)(offset * type.ElementSize());
        fixed (long* sizes = size)
        {
            IntPtr made = Door.td_tensor_over(data, sizes, size.Length, (int)type, &Release, GCHandle.ToIntPtr(pinned));
            if (made == IntPtr.Zero)
            {
                pinned.Free();
                Door.Throw();
            }
            return Tensor.Wrap(made);
        }
    }

    [UnmanagedCallersOnly]
    private static unsafe void Release(void* context) => GCHandle.FromIntPtr((IntPtr)context).Free();
}
