using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>Saves and restores a whole run: weights, optimizer, state, and what its parts keep.</summary>
internal sealed class GrpoCheckpoints(string path, int keep, SortedDictionary<string, string> run, PolicyOptimizer optimizer, IReadOnlyList<IGrpoPart> parts)
{
    private const string StateFile = "state.json", OptimizerFile = "optimizer.safetensors";

    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true };

    private readonly CheckpointStore _store = new(path, keep);

    public string Path => path;

    public void Save(GrpoState state) => _store.Save(state.Step, folder =>
    {
        optimizer.SaveState(System.IO.Path.Combine(folder, OptimizerFile));
        var partStates = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (IGrpoPart part in parts)
            partStates[part.Name] = part.Save(folder);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string file in Directory.GetFiles(folder))
            files[System.IO.Path.GetFileName(file)] = Hash(file);
        using FileStream stream = File.Create(System.IO.Path.Combine(folder, StateFile));
        JsonSerializer.Serialize(stream, state with { Parts = partStates, Run = run, Files = files }, s_readable);
        stream.Flush(flushToDisk: true);
    });

    /// <summary>Puts the latest checkpoint into the optimizer, its model and the parts; null where there is none.</summary>
    public GrpoState? Restore()
    {
        if (_store.Latest() is not { } folder)
            return null;
        string stateFile = System.IO.Path.Combine(folder, StateFile);
        GrpoState state = Read(stateFile);
        string[] differing = [.. run.Keys.Union(state.Run.Keys).Where(key => state.Run.GetValueOrDefault(key) != run.GetValueOrDefault(key)).Order(StringComparer.Ordinal)];
        if (differing.Length > 0)
        {
            throw new InvalidOperationException(
                $"'{folder}' belongs to another run, which differs in {string.Join(", ", differing)}: choose another {nameof(GrpoTrainer.Options.CheckpointDirectory)}.");
        }
        foreach ((string name, string hash) in state.Files)
        {
            string file = System.IO.Path.Combine(folder, name);
            if (!File.Exists(file) || Hash(file) != hash)
                throw new FormatException($"'{file}' is missing or damaged: its hash is not the one that was written with it. Delete '{folder}' to go on from the checkpoint before.");
        }
        optimizer.LoadState(System.IO.Path.Combine(folder, OptimizerFile));
        foreach (IGrpoPart part in parts)
            part.Load(folder, state.Parts.GetValueOrDefault(part.Name) ?? throw new FormatException($"'{stateFile}' does not name '{part.Name}'."));
        return state;
    }

    private static GrpoState Read(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            return JsonSerializer.Deserialize<GrpoState>(stream) ?? throw new FormatException($"'{file}' is not the state of a training run.");
        }
        catch (JsonException error)
        {
            throw new FormatException($"'{file}' is not the state of a training run: {error.Message}", error);
        }
    }

    private static string Hash(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
