using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// A safetensors file, mapped into memory: tensors are views of the mapping, and a page is read when it is first touched.
/// </summary>
/// <remarks>Tensors stay valid when the file is disposed. Writing to one does not change the file. Not thread-safe.</remarks>
public sealed class SafetensorsFile : IDisposable
{
    private readonly string _path;
    private readonly long _length;
    private readonly Dictionary<ScalarType, Tensor> _mappings = [];

    private SafetensorsFile(string path, SafetensorsHeader header)
    {
        _path = path;
        _length = new FileInfo(path).Length;
        Entries = header.Entries;
        Metadata = header.Metadata;
    }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, SafetensorsEntry> Entries { get; }

    /// <summary>What the file says about itself.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads and checks the header.</summary>
    /// <exception cref="FormatException">The file is malformed; the message names file and tensor.</exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new SafetensorsFile(path, SafetensorsHeader.Read(path));
    }

    /// <summary>A view of one tensor, which the caller disposes.</summary>
    /// <exception cref="KeyNotFoundException">There is no tensor of that name.</exception>
    public Tensor Tensor(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Entries.TryGetValue(name, out SafetensorsEntry? entry))
            throw new KeyNotFoundException($"{_path}: there is no tensor '{name}'.");
        long[] shape = [.. entry.Shape];
        if (entry.Length == 0)
            return empty(shape, entry.Type);
        using Tensor part = Map(entry.Type).narrow(0, entry.Begin / SafetensorsType.SizeOf(entry.Type), entry.Length);
        return part.view(shape);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor mapping in _mappings.Values)
            mapping.Dispose();
        _mappings.Clear();
    }

    // A mapping begins with the file and has one element type, hence one for each type.
    private Tensor Map(ScalarType type)
    {
        if (!_mappings.TryGetValue(type, out Tensor? mapping))
        {
            mapping = from_file(_path, shared: false, size: _length / SafetensorsType.SizeOf(type), dtype: type).DetachFromDisposeScope();
            _mappings.Add(type, mapping);
        }

        return mapping;
    }
}
