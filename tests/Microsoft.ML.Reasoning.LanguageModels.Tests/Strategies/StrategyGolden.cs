using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.ML.Reasoning.Testing;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>The golden values of LED and DoLa. Their file does not align its tensors, which our own reader of checkpoints refuses.</summary>
internal sealed class StrategyGolden
{
    private readonly byte[] file = File.ReadAllBytes(Shared.PathOf("golden", "led", "led.safetensors"));
    private readonly JsonElement header;
    private readonly JsonElement parameters;
    private readonly int dataBegin;

    public StrategyGolden()
    {
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        dataBegin = 8 + length;
        using JsonDocument tensors = JsonDocument.Parse(file.AsMemory(8, length));
        header = tensors.RootElement.Clone();
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Shared.PathOf("golden", "led", "led.json")));
        parameters = document.RootElement.Clone();
    }

    public IEnumerable<string> Cases(bool dola) => parameters.EnumerateObject().Select(property => property.Name)
        .Where(name => name.StartsWith("dola", StringComparison.Ordinal) == dola);

    public JsonElement Parameters(string name) => parameters.GetProperty(name);

    public bool Has(string name, string value) => header.TryGetProperty($"{name}/{value}", out _);

    public Tensor Tensor(string name, string value)
    {
        JsonElement entry = header.GetProperty($"{name}/{value}");
        long[] shape = [.. entry.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        int begin = entry.GetProperty("data_offsets")[0].GetInt32(), end = entry.GetProperty("data_offsets")[1].GetInt32();
        byte[] bytes = file[(dataBegin + begin)..(dataBegin + end)];
        return entry.GetProperty("dtype").GetString() switch
        {
            "F32" => tensor(MemoryMarshal.Cast<byte, float>(bytes).ToArray(), shape),
            "I64" => tensor(MemoryMarshal.Cast<byte, long>(bytes).ToArray(), shape),
            "BOOL" => tensor(bytes.Select(value => value != 0).ToArray(), shape),
            string type => throw new NotSupportedException(type),
            null => throw new FormatException(),
        };
    }
}
