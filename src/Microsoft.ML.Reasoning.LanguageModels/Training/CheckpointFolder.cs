using System.Globalization;
using System.Text.Json;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The checkpoints of a run: one folder each, written beside its place and then renamed, so that none is ever half there.</summary>
internal sealed class CheckpointFolder(string path, int keep)
{
    private const string Prefix = "step-", Unfinished = ".unfinished", StateFile = "state.json";

    /// <summary>Saves the state after a step and drops the oldest checkpoints.</summary>
    public void Save(int step, long tokens, AdamW optimizer, SortedDictionary<string, string> run)
    {
        string place = Path.Combine(path, Prefix + step.ToString("D9", CultureInfo.InvariantCulture));
        if (Directory.Exists(place))
            return;
        string beside = place + Unfinished;
        if (Directory.Exists(beside))
            Directory.Delete(beside, recursive: true);
        Directory.CreateDirectory(beside);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, Tensor buffer) in Buffers(optimizer))
            files[name] = TensorFile.Write(Path.Combine(beside, name), buffer);
        using (FileStream state = File.Create(Path.Combine(beside, StateFile)))
        {
            JsonSerializer.Serialize(state, new TrainingCheckpoint(step, tokens, run, files));
            state.Flush(flushToDisk: true);
        }
        Directory.Move(beside, place);
        foreach (string old in Finished().SkipLast(keep))
            Directory.Delete(old, recursive: true);
    }

    /// <summary>Puts the latest checkpoint into the optimizer and its parameters; null where there is none.</summary>
    public TrainingCheckpoint? Restore(AdamW optimizer, SortedDictionary<string, string> run)
    {
        if (!Directory.Exists(path))
            return null;
        foreach (string beside in Directory.EnumerateDirectories(path, Prefix + "*" + Unfinished))
            Directory.Delete(beside, recursive: true);
        if (Finished().LastOrDefault() is not { } latest)
            return null;
        TrainingCheckpoint checkpoint = ReadState(Path.Combine(latest, StateFile));
        string[] differing = [.. run.Keys.Where(key => checkpoint.Run.GetValueOrDefault(key) != run[key])];
        if (differing.Length > 0)
        {
            throw new InvalidOperationException(
                $"'{latest}' belongs to another run, which differs in {string.Join(", ", differing)}: choose another checkpoint directory.");
        }
        foreach ((string name, Tensor buffer) in Buffers(optimizer))
        {
            if (!checkpoint.Files.TryGetValue(name, out string? hash))
                throw new FormatException($"'{Path.Combine(latest, StateFile)}' does not name '{name}'.");
            TensorFile.Read(Path.Combine(latest, name), buffer, hash);
        }
        optimizer.StepCount = checkpoint.Step;
        optimizer.WriteBack();
        return checkpoint;
    }

    private static (string Name, Tensor Buffer)[] Buffers(AdamW optimizer) =>
        [("weights.f32", optimizer.Weights), ("first-moment.f32", optimizer.FirstMoment), ("second-moment.f32", optimizer.SecondMoment)];

    private static TrainingCheckpoint ReadState(string file)
    {
        try
        {
            using FileStream stream = File.OpenRead(file);
            TrainingCheckpoint? state = JsonSerializer.Deserialize<TrainingCheckpoint>(stream);
            return state is { Run: not null, Files: not null } ? state : throw new FormatException($"'{file}' is not the state of a training run.");
        }
        catch (JsonException error)
        {
            throw new FormatException($"'{file}' is not the state of a training run: {error.Message}", error);
        }
    }

    private IEnumerable<string> Finished() =>
        Directory.EnumerateDirectories(path, Prefix + "*").Where(place => !place.EndsWith(Unfinished, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
