namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Writes a directory under another name and puts it in its place when it is complete.</summary>
internal static class DirectoryReplacement
{
    /// <param name="directory">
    /// The directory. One that exists must be empty or hold <paramref name="marker"/>; it is replaced as a whole.
    /// </param>
    /// <param name="marker">A file by which a directory of this kind is known.</param>
    /// <param name="write">Fills the directory whose path it is given.</param>
    /// <exception cref="IOException">The directory holds something else; it stays as it is.</exception>
    public static void Write(string directory, string marker, Action<string> write)
    {
        directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        if (File.Exists(directory))
            throw new IOException($"'{directory}' is a file.");
        if (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any() && !File.Exists(Path.Combine(directory, marker)))
            throw new IOException($"'{directory}' holds files, and no '{marker}' among them: it is not replaced.");
        // Beside the target: a rename does not work from one file system to another.
        string parent = Path.GetDirectoryName(directory) ?? throw new IOException($"'{directory}' cannot be replaced.");
        string stem = Path.Combine(parent, $".{Path.GetFileName(directory)}.{Guid.NewGuid():N}");
        string unfinished = stem + ".new", old = stem + ".old";
        Directory.CreateDirectory(unfinished);
        try
        {
            write(unfinished);
            if (Directory.Exists(directory))
                Directory.Move(directory, old);
            Directory.Move(unfinished, directory);
        }
        catch
        {
            if (Directory.Exists(old) && !Directory.Exists(directory))
                Directory.Move(old, directory);
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);
            throw;
        }

        if (Directory.Exists(old))
            Directory.Delete(old, recursive: true);
    }
}
