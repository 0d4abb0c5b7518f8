namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>The repository that the benchmarks were built in.</summary>
internal static class Repository
{
    /// <summary>The weights of the shipped model on arithmetic, which is what figures of "the shipped model" are about; null if they are not there.</summary>
    public static string? ModelWeights => Find(Path.Combine("tiny-reasoner", "model.safetensors"));

    /// <summary>The first file whose path ends so in the repository's folders, but for those with a dot; null if there is none.</summary>
    public static string? Find(string end)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Microsoft.ML.Reasoning.sln")))
                return folder.EnumerateDirectories().Where(part => part.Name[0] != '.').OrderBy(part => part.Name, StringComparer.Ordinal)
                    .SelectMany(part => part.EnumerateFiles(Path.GetFileName(end), SearchOption.AllDirectories)).Select(file => file.FullName)
                    .FirstOrDefault(path => path.EndsWith(Path.DirectorySeparatorChar + end, StringComparison.Ordinal));
        return null;
    }
}
