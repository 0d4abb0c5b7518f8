using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics;

public sealed partial class KoopmanDictionary
{
    private const string Name = "projection", SigmoidKey = "sigmoid", ReportKey = "report";
    private const int LongestHeader = 1 << 20;

    private static readonly JsonSerializerOptions s_json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        WriteIndented = true,
    };

    /// <summary>
    /// Writes the dictionary as a safetensors file that also holds the report, and the report as JSON beside it for people to
    /// read. A file that was there is replaced when the new one is complete.
    /// </summary>
    /// <param name="path">The safetensors file.</param>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using DisposeScope scope = NewDisposeScope();
        Tensor weights = _double ?? Projection;
        byte[] data = weights.detach().cpu().contiguous().bytes.ToArray();
        var metadata = new JsonObject { [SigmoidKey] = HasSigmoid ? "true" : "false" };
        if (Report is not null)
        {
            string report = JsonSerializer.Serialize(Report, s_json);
            metadata[ReportKey] = report;
            Replace(Path.ChangeExtension(path, ".json"), file => file.Write(System.Text.Encoding.UTF8.GetBytes(report)));
        }

        var header = new JsonObject
        {
            ["__metadata__"] = metadata,
            [Name] = new JsonObject
            {
                ["dtype"] = weights.dtype == ScalarType.Float64 ? "F64" : "F32",
                ["shape"] = new JsonArray(weights.shape[0], weights.shape[1]),
                ["data_offsets"] = new JsonArray(0, data.Length),
            },
        };
        byte[] text = JsonSerializer.SerializeToUtf8Bytes(header);
        var padded = new byte[8 + (text.Length + 7) / 8 * 8];
        padded.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteInt64LittleEndian(padded, padded.Length - 8);
        text.CopyTo(padded, 8);
        Replace(path, file =>
        {
            file.Write(padded);
            file.Write(data);
        });
    }

    /// <summary>Reads a file that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The safetensors file.</param>
    /// <exception cref="FormatException">It is not such a file.</exception>
    public static KoopmanDictionary Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] file = File.ReadAllBytes(path);
        try
        {
            long length = BinaryPrimitives.ReadInt64LittleEndian(file);
            if (length is <= 0 or > LongestHeader || length > file.Length - 8)
                throw new FormatException("its header is longer than the file");
            JsonNode header = JsonNode.Parse(file.AsSpan(8, (int)length))!;
            JsonNode entry = header[Name] ?? throw new FormatException($"it holds no '{Name}'");
            bool wide = (string?)entry["dtype"] switch { "F64" => true, "F32" => false, var other => throw new FormatException($"type {other}") };
            long rows = (long)entry["shape"]![0]!, columns = (long)entry["shape"]![1]!;
            ReadOnlySpan<byte> data = file.AsSpan(8 + (int)length);
            if (rows <= 0 || columns <= 0 || rows > data.Length || columns > data.Length || rows * columns * (wide ? 8 : 4) != data.Length)
                throw new FormatException($"[{rows}, {columns}] does not take {data.Length} bytes");
            using Tensor weights = wide
                ? tensor(MemoryMarshal.Cast<byte, double>(data).ToArray(), [rows, columns])
                : tensor(MemoryMarshal.Cast<byte, float>(data).ToArray(), [rows, columns]);
            JsonNode? metadata = header["__metadata__"];
            var report = (string?)metadata?[ReportKey] is { } text ? JsonSerializer.Deserialize<KoopmanDictionaryReport>(text, s_json) : null;
            return new(weights, (string?)metadata?[SigmoidKey] != "false", report);
        }
        catch (Exception problem) when (problem is JsonException or FormatException or InvalidOperationException or ArgumentException or NullReferenceException)
        {
            throw new FormatException($"'{path}' is not a dictionary: {problem.Message}.", problem);
        }
    }

    private static void Replace(string path, Action<FileStream> write)
    {
        string unfinished = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            using (FileStream file = File.Create(unfinished))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }
    }
}
