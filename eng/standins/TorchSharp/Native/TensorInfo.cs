using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>The plain fields of a tensor, read in one call. Keep in step with native/door.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TensorInfo
{
    public long Dimensions;
    public long Elements;
    public long ElementSize;
    public long StorageOffset;
    public long* Sizes;
    public int Type;
    public int DeviceType;
    public int DeviceIndex;
    public int Layout;
}

/// <summary>The yes-or-no fields of a tensor. Keep in step with native/door.cpp.</summary>
internal enum TensorFlag
{
    RequiresGrad, IsLeaf, IsContiguous, IsConj, IsNeg, IsPinned, IsInference, HasNames,
}
