using System.Globalization;

namespace Microsoft.ML.Reasoning;

/// <summary>The checkpoints of a run: one folder each, written beside its place and renamed when it is complete, so that none is ever half there.</summary>
internal sealed class CheckpointStore(string path, int keep)
{
    private const string Prefix = "step-", Unfinished = ".unfinished";

    /// <summary>Lets <paramref name="write"/> fill the folder of a step's checkpoint, and drops the oldest ones. What fails leaves the earlier ones as they are.</summary>
    public void Save(int step, Action<string> write)
    {
        string place = Path.Combine(path, Prefix + step.ToString("D9", CultureInfo.InvariantCulture)), beside = place + Unfinished;
        if (Directory.Exists(place))
            return;
        try
        {
            Remove(beside);
            Directory.CreateDirectory(beside);
            write(beside);
            Directory.Move(beside, place);
        }
        catch
        {
            Remove(beside);
            throw;
        }
        foreach (string old in Finished().SkipLast(keep).ToArray())
            Directory.Delete(old, recursive: true);
    }

    /// <summary>The folder of the latest checkpoint; null where there is none. What a killed run left unfinished is removed.</summary>
    public string? Latest()
    {
        if (!Directory.Exists(path))
            return null;
        foreach (string beside in Directory.GetDirectories(path, Prefix + "*" + Unfinished))
            Remove(beside);
        return Finished().LastOrDefault();
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private IEnumerable<string> Finished() => Directory.EnumerateDirectories(path, Prefix + "*")
        .Where(place => !place.EndsWith(Unfinished, StringComparison.Ordinal)).Order(StringComparer.Ordinal);
}
