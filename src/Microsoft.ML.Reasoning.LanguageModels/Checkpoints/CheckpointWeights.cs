using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The weights of a Hugging Face directory: one safetensors file, or several with an index.</summary>
internal sealed class CheckpointWeights : IDisposable
{
    public const string FileName = "model.safetensors";
    private const int MostProblems = 8;

    private readonly string _directory;
    private readonly Dictionary<string, SafetensorsFile> _files = [];
    private readonly Dictionary<string, SafetensorsFile> _tensors = new(StringComparer.Ordinal);

    private CheckpointWeights(string directory) => _directory = directory;

    public static CheckpointWeights Open(string directory)
    {
        var weights = new CheckpointWeights(directory);
        try
        {
            weights.Open();
            return weights;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    /// <summary>Throws unless there are exactly the tensors that a model has; one message names all that differ.</summary>
    public void Check(WeightLayout layout)
    {
        var problems = new List<string>();
        HashSet<string> expected = new(StringComparer.Ordinal);
        foreach (WeightPart part in layout.Parts)
        {
            expected.Add(part.Name);
            if (!_tensors.TryGetValue(part.Name, out SafetensorsFile? file))
                problems.Add($"tensor '{part.Name}': expected [{string.Join(", ", part.Shape)}], found none");
            else if (!file.Entries[part.Name].Shape.SequenceEqual(part.Shape))
                problems.Add($"tensor '{part.Name}': expected [{string.Join(", ", part.Shape)}], found [{string.Join(", ", file.Entries[part.Name].Shape)}]");
            else if (file.Entries[part.Name].Type is not (ScalarType.Float32 or ScalarType.BFloat16 or ScalarType.Float16 or ScalarType.Float64))
                problems.Add($"tensor '{part.Name}': expected floating-point numbers, found {file.Entries[part.Name].Type}");
        }

        foreach ((string name, SafetensorsFile file) in _tensors)
            if (!expected.Contains(name) && !IsRedundant(name))
                problems.Add($"tensor '{name}': expected none, found [{string.Join(", ", file.Entries[name].Shape)}]");
        if (problems.Count == 0)
            return;
        string more = problems.Count > MostProblems ? $"; and {problems.Count - MostProblems} more" : "";
        throw new FormatException($"{_directory}: the weights do not fit config.json: {string.Join("; ", problems.Take(MostProblems))}{more}.");
    }

    /// <summary>Copies every tensor to its place, converting on the way.</summary>
    public void CopyTo(ModelWeights weights, CancellationToken cancellationToken)
    {
        using IDisposable noGradient = no_grad();
        foreach ((string name, Tensor target) in weights.Parameters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using Tensor source = _tensors[name].Tensor(name);
            target.copy_(source);
        }
    }

    public void Dispose()
    {
        foreach (SafetensorsFile file in _files.Values)
            file.Dispose();
    }

    private void Open()
    {
        string single = Path.Combine(_directory, FileName), index = Path.Combine(_directory, ShardIndex.FileName);
        if (File.Exists(single))
        {
            SafetensorsFile file = OpenFile(single);
            foreach (string name in file.Entries.Keys)
                _tensors.Add(name, file);
        }
        else if (File.Exists(index))
        {
            foreach ((string name, string shard) in ShardIndex.Read(index))
            {
                SafetensorsFile file = OpenFile(shard);
                if (!file.Entries.ContainsKey(name))
                    throw new FormatException($"{index}: field 'weight_map': there is no tensor '{name}' in '{Path.GetFileName(shard)}'.");
                _tensors.Add(name, file);
            }
        }
        else
        {
            throw new FileNotFoundException($"There is neither '{FileName}' nor '{ShardIndex.FileName}' in '{_directory}'.", single);
        }
    }

    private SafetensorsFile OpenFile(string path)
    {
        if (!_files.TryGetValue(path, out SafetensorsFile? file))
            _files.Add(path, file = SafetensorsFile.Open(path));
        return file;
    }

    // Older checkpoints store the rotary frequencies, and some a copy of the embedding as the head that is tied to it.
    private static bool IsRedundant(string name) =>
        name.EndsWith(".rotary_emb.inv_freq", StringComparison.Ordinal) || name == "lm_head.weight";
}
