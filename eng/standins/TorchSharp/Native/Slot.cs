using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>What a slot carries. Keep in step with native/door.cpp.</summary>
internal enum SlotTag
{
    None, Tensor, Int, Double, Bool, Complex, Ints, Doubles, Tensors, OptionalTensors, String, Device, Generator, Default,
}

/// <summary>One argument or result on its way through the door.</summary>
[StructLayout(LayoutKind.Explicit, Size = 24)]
internal struct Slot
{
    [FieldOffset(0)] public SlotTag Tag;
    [FieldOffset(4)] public int Count;
    [FieldOffset(8)] public long Int;
    [FieldOffset(8)] public double Double;
    [FieldOffset(8)] public IntPtr Pointer;
    [FieldOffset(16)] public long Index;
    [FieldOffset(16)] public double Imaginary;
}
