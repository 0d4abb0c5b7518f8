using System.Buffers.Binary;
using System.Text;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Makes safetensors files byte by byte, wrong ones too.</summary>
internal static class SafetensorsBytes
{
    /// <summary>Two tensors, float32 [2, 3] and int64 [2].</summary>
    public const string Header =
        """{"a":{"dtype":"F32","shape":[2,3],"data_offsets":[16,40]},"b":{"dtype":"I64","shape":[2],"data_offsets":[0,16]},"__metadata__":{"format":"pt"}}""";

    public const int DataLength = 40;

    /// <summary>A file with this header, padded with spaces so that the data is aligned, and this much data.</summary>
    public static byte[] Make(string header, int dataLength = DataLength, int shift = 0)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);
        int padded = (json.Length + 7) / 8 * 8 + shift;
        byte[] file = new byte[8 + padded + dataLength];
        BinaryPrimitives.WriteInt64LittleEndian(file, padded);
        file.AsSpan(8, padded).Fill((byte)' ');
        json.CopyTo(file, 8);
        for (int i = 0; i < dataLength; i++)
            file[8 + padded + i] = (byte)(i % 8 == 0 ? i : 0);
        return file;
    }
}
