using System.Text.Json;

namespace TrainGrpo;

/// <summary>A value in a file that is there whole or not at all.</summary>
internal static class JsonFile
{
    private static readonly JsonSerializerOptions s_readable = new() { WriteIndented = true };

    public static T? Read<T>(string path) where T : class =>
        File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllText(path), s_readable) : null;

    public static void Write<T>(string path, T value)
    {
        string beside = path + ".unfinished";
        File.WriteAllText(beside, JsonSerializer.Serialize(value, s_readable) + "\n");
        File.Move(beside, path, overwrite: true);
    }
}
