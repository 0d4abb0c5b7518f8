using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>Float32 arrays in NumPy's file format, version 1.0: how both sides get the same data.</summary>
internal static class NumpyFile
{
    public static void Write(string path, Tensor values)
    {
        string shape = string.Join(", ", values.shape.Select(length => length.ToString(CultureInfo.InvariantCulture)));
        string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + ")}";
        header = header.PadRight((header.Length + 11 + 63) / 64 * 64 - 11) + "\n";
        using FileStream file = File.Create(path);
        file.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header)]);
        file.Write(MemoryMarshal.AsBytes(values.contiguous().data<float>().ToArray().AsSpan()));
    }

    public static Tensor Read(string path, long[] shape)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int start = 10 + bytes[8] + 256 * bytes[9];
        return tensor(MemoryMarshal.Cast<byte, float>(bytes.AsSpan(start)).ToArray(), shape);
    }
}
