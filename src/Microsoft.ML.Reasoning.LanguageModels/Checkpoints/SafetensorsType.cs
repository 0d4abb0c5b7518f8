using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The element types of safetensors files that tensors can have.</summary>
internal static class SafetensorsType
{
    private static readonly (string Name, ScalarType Type, int Size)[] s_all =
    [
        ("F64", ScalarType.Float64, 8), ("F32", ScalarType.Float32, 4), ("F16", ScalarType.Float16, 2), ("BF16", ScalarType.BFloat16, 2),
        ("I64", ScalarType.Int64, 8), ("I32", ScalarType.Int32, 4), ("I16", ScalarType.Int16, 2), ("I8", ScalarType.Int8, 1),
        ("U8", ScalarType.Byte, 1), ("BOOL", ScalarType.Bool, 1),
    ];

    public static string KnownNames { get; } = string.Join(", ", s_all.Select(known => known.Name));

    public static ScalarType? Parse(string? name)
    {
        foreach ((string known, ScalarType type, _) in s_all)
            if (known == name)
                return type;
        return null;
    }

    public static string NameOf(ScalarType type)
    {
        foreach ((string name, ScalarType known, _) in s_all)
            if (known == type)
                return name;
        throw new NotSupportedException($"Safetensors files have no tensors of type {type}; known: {KnownNames}.");
    }

    public static int SizeOf(ScalarType type)
    {
        foreach ((_, ScalarType known, int size) in s_all)
            if (known == type)
                return size;
        throw new NotSupportedException($"Safetensors files have no tensors of type {type}; known: {KnownNames}.");
    }
}
