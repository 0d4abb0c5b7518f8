using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Writes safetensors files. The same tensors give the same bytes.</summary>
public static class SafetensorsWriter
{
    private const int ChunkBytes = 1 << 26;

    /// <summary>Writes tensors beside <paramref name="path"/> and puts the file in its place when it is complete.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="tensors">The tensors by name.</param>
    /// <param name="metadata">What the file says about itself. Default: that its tensors are PyTorch's.</param>
    /// <param name="cancellationToken">Stops the writing; nothing is left behind.</param>
    public static void Write(
        string path,
        IReadOnlyDictionary<string, Tensor> tensors,
        IReadOnlyDictionary<string, string>? metadata = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        string unfinished = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
            {
                Write(stream, tensors, metadata ?? new Dictionary<string, string> { ["format"] = "pt" }, cancellationToken);
                stream.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }

    private static void Write(
        FileStream stream,
        IReadOnlyDictionary<string, Tensor> tensors,
        IReadOnlyDictionary<string, string> metadata,
        CancellationToken cancellationToken)
    {
        // Larger elements first: each tensor is aligned without gaps.
        KeyValuePair<string, Tensor>[] ordered =
        [
            .. tensors.OrderByDescending(pair => SafetensorsType.SizeOf(pair.Value.dtype)).ThenBy(pair => pair.Key, StringComparer.Ordinal),
        ];
        byte[] header = Header(ordered, metadata);
        Span<byte> prefix = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, header.Length);
        stream.Write(prefix);
        stream.Write(header);
        foreach ((_, Tensor tensor) in ordered)
            WriteData(stream, tensor, cancellationToken);
    }

    private static byte[] Header(KeyValuePair<string, Tensor>[] tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach ((string name, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                json.WriteString(name, value);
            json.WriteEndObject();
            long offset = 0;
            foreach ((string name, Tensor tensor) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", SafetensorsType.NameOf(tensor.dtype));
                WriteNumbers(json, "shape", tensor.shape);
                long end = offset + tensor.NumberOfElements * SafetensorsType.SizeOf(tensor.dtype);
                WriteNumbers(json, "data_offsets", [offset, end]);
                json.WriteEndObject();
                offset = end;
            }

            json.WriteEndObject();
        }

        // Spaces at the end, so that the data begins at a multiple of eight.
        while (buffer.Length % 8 != 0)
            buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, long[] numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void WriteData(FileStream stream, Tensor tensor, CancellationToken cancellationToken)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor flat = tensor.detach().reshape(-1);
        long length = tensor.NumberOfElements, chunk = ChunkBytes / SafetensorsType.SizeOf(tensor.dtype);
        for (long first = 0; first < length; first += chunk)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using Tensor part = flat.narrow(0, first, Math.Min(chunk, length - first)).cpu().contiguous();
            stream.Write(part.bytes);
        }
    }
}
