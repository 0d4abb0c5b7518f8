using System.Buffers.Binary;

namespace Microsoft.ML.Reasoning;

/// <summary>The TFRecord framing: length, masked checksum of the length, data, masked checksum of the data.</summary>
internal sealed class RecordFile(string path) : IDisposable
{
    private readonly FileStream _file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);

    public void Append(byte[] data)
    {
        Span<byte> head = stackalloc byte[sizeof(ulong) + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[sizeof(ulong)..], Crc32C.Masked(head[..sizeof(ulong)]));
        Span<byte> tail = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Crc32C.Masked(data));
        _file.Write(head);
        _file.Write(data);
        _file.Write(tail);
    }

    public void Flush() => _file.Flush();

    public void Dispose() => _file.Dispose();
}
