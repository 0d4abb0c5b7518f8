using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Reads and checks the head of a safetensors file: eight bytes of length, then JSON, then the tensors without gaps.</summary>
internal sealed class SafetensorsHeader
{
    // The limit of the reference implementation.
    private const long LongestHeader = 100_000_000;
    private const string MetadataName = "__metadata__";

    private readonly string _file;
    private readonly long _dataBegin;
    private readonly long _fileLength;

    private SafetensorsHeader(string file, long dataBegin, long fileLength)
    {
        _file = file;
        _dataBegin = dataBegin;
        _fileLength = fileLength;
    }

    public Dictionary<string, SafetensorsEntry> Entries { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <exception cref="FormatException">The file is malformed; the message names file and tensor.</exception>
    public static SafetensorsHeader Read(string file)
    {
        using FileStream stream = File.OpenRead(file);
        byte[] json = ReadJson(stream, file);
        var header = new SafetensorsHeader(file, 8 + json.Length, stream.Length);
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            header.ReadEntries(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is not valid UTF-16, such as half a surrogate pair.
            throw new FormatException($"{file}: the header is not valid JSON: {e.Message}", e);
        }

        header.CheckThatTensorsFillTheFile();
        return header;
    }

    private static byte[] ReadJson(FileStream stream, string file)
    {
        Span<byte> prefix = stackalloc byte[8];
        if (stream.Length < prefix.Length)
            throw new FormatException($"{file}: {stream.Length} bytes are too few for a safetensors file.");
        stream.ReadExactly(prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > LongestHeader || (long)length > stream.Length - prefix.Length)
        {
            throw new FormatException(
                $"{file}: a header of {length} bytes does not fit into a file of {stream.Length} (and at most {LongestHeader} are allowed).");
        }

        byte[] json = new byte[length];
        stream.ReadExactly(json);
        return json;
    }

    private void ReadEntries(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{_file}: the header is not a JSON object.");
        bool metadataSeen = false;
        foreach (JsonProperty property in root.EnumerateObject())
        {
            if (property.Name == MetadataName)
            {
                if (metadataSeen)
                    throw Wrong(MetadataName, "the name occurs twice");
                metadataSeen = true;
                ReadMetadata(property.Value);
            }
            else if (!Entries.TryAdd(property.Name, ReadEntry(property.Name, property.Value)))
            {
                throw Wrong(property.Name, "the name occurs twice");
            }
        }
    }

    private void ReadMetadata(JsonElement values)
    {
        if (values.ValueKind != JsonValueKind.Object)
            throw Wrong(MetadataName, "expected an object");
        foreach (JsonProperty property in values.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String)
                throw Wrong(MetadataName, $"'{Short(property.Name)}' is not a string");
            Metadata[property.Name] = property.Value.GetString()!;
        }
    }

    private SafetensorsEntry ReadEntry(string name, JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object)
            throw Wrong(name, "expected an object");
        if (!entry.TryGetProperty("dtype", out JsonElement dtype) || dtype.ValueKind != JsonValueKind.String)
            throw Wrong(name, "dtype is missing or not a string");
        ScalarType type = SafetensorsType.Parse(dtype.GetString())
            ?? throw Wrong(name, $"dtype '{Short(dtype.GetString()!)}' is not known; known: {SafetensorsType.KnownNames}");
        long[] shape = Numbers(name, entry, "shape"), offsets = Numbers(name, entry, "data_offsets");
        int size = SafetensorsType.SizeOf(type);
        long dataLength = _fileLength - _dataBegin, bytes = size;
        foreach (long dimension in shape)
        {
            // A dimension of 0 may stand beside any other. Otherwise no product can exceed the file.
            if (dimension != 0 && bytes > dataLength / dimension && !shape.Contains(0))
                throw Wrong(name, $"{type} [{string.Join(", ", shape)}] is larger than the file");
            bytes = unchecked(bytes * dimension);
        }

        if (shape.Contains(0))
            bytes = 0;
        if (offsets is not [long begin, long end] || begin > end || end > dataLength)
            throw Wrong(name, $"data_offsets [{string.Join(", ", offsets)}] do not lie within the {dataLength} bytes of data");
        if (end - begin != bytes)
            throw Wrong(name, $"{type} [{string.Join(", ", shape)}] takes {bytes} bytes, its data_offsets give {end - begin}");
        if ((_dataBegin + begin) % size != 0)
            throw Wrong(name, $"its first byte, {_dataBegin + begin}, is not aligned to elements of {size} bytes");
        return new SafetensorsEntry(name, type, shape, _dataBegin + begin, _dataBegin + end);
    }

    private long[] Numbers(string name, JsonElement entry, string field)
    {
        if (!entry.TryGetProperty(field, out JsonElement array) || array.ValueKind != JsonValueKind.Array || array.GetArrayLength() > 16)
            throw Wrong(name, $"{field} is missing or not a short list");
        var numbers = new List<long>();
        foreach (JsonElement item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out long number) || number < 0)
                throw Wrong(name, $"{field} has '{Short(item.GetRawText())}', which is no whole number from 0");
            numbers.Add(number);
        }

        return [.. numbers];
    }

    private void CheckThatTensorsFillTheFile()
    {
        long filled = _dataBegin;
        foreach (SafetensorsEntry entry in Entries.Values.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin < filled)
                throw Wrong(entry.Name, $"its first byte, {entry.Begin}, belongs to another tensor as well");
            if (entry.Begin > filled)
                throw Wrong(entry.Name, $"the {entry.Begin - filled} bytes before it belong to no tensor");
            filled = entry.End;
        }

        if (filled != _fileLength)
            throw new FormatException($"{_file}: the file has {_fileLength} bytes, its tensors end at {filled}.");
    }

    private FormatException Wrong(string tensor, string what) => new($"{_file}: tensor '{Short(tensor)}': {what}.");

    private static string Short(string text) => text.Length <= 200 ? text : text[..200] + "...";
}
