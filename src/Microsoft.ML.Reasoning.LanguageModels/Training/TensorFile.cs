using System.Runtime.InteropServices;
using System.Security.Cryptography;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A flat float32 tensor as a file of little-endian numbers.</summary>
internal static class TensorFile
{
    private const int Chunk = 1 << 20;

    /// <summary>Writes the numbers through to the disk and returns their SHA-256.</summary>
    public static string Write(string path, Tensor flat)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using FileStream file = File.Create(path);
        var numbers = new float[Chunk];
        long length = flat.numel();
        for (long start = 0; start < length; start += Chunk)
        {
            using DisposeScope scope = NewDisposeScope();
            int count = (int)Math.Min(Chunk, length - start);
            flat.narrow(0, start, count).cpu().data<float>().CopyTo(numbers.AsSpan(0, count));
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(numbers.AsSpan(0, count));
            hash.AppendData(bytes);
            file.Write(bytes);
        }
        file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Reads a file that <see cref="Write"/> made into a tensor of the same length.</summary>
    public static void Read(string path, Tensor flat, string expectedHash)
    {
        long length = flat.numel();
        using FileStream file = File.OpenRead(path);
        if (file.Length != length * sizeof(float))
            throw new FormatException($"'{path}' has {file.Length} bytes, expected {length * sizeof(float)}.");
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long start = 0; start < length; start += Chunk)
        {
            using DisposeScope scope = NewDisposeScope();
            int count = (int)Math.Min(Chunk, length - start);
            var numbers = new float[count];
            Span<byte> bytes = MemoryMarshal.AsBytes(numbers.AsSpan());
            file.ReadExactly(bytes);
            hash.AppendData(bytes);
            flat.narrow(0, start, count).copy_(tensor(numbers));
        }
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != expectedHash)
            throw new FormatException($"'{path}' is damaged: its hash is not the one that was written with it.");
    }
}
