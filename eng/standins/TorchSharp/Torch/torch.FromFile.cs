namespace TorchSharp;

public static partial class torch
{
    public static Tensor from_file(string filename, bool? shared = null, long? size = 0, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false) =>
        Track(Aten.from_file.Call(filename, shared, size, dtype ?? defaultType, Arg.None, InitializeDevice(device)), requires_grad);

    public static Tensor empty_strided(long[] size, long[] strides, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false, string[]? names = null)
    {
        Tensor made = Aten.empty_strided.Call(size, strides, dtype ?? defaultType, Arg.None, InitializeDevice(device));
        return Unnamed(names, Track(made, requires_grad));
    }
}
