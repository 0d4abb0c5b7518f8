namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>The repository that the benchmarks were built in.</summary>
internal static class Repository
{
    /// <summary>The first file of this name in the repository's folders, but for those with a dot; null if there is none.</summary>
    public static string? Find(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Microsoft.ML.Reasoning.sln")))
                return folder.EnumerateDirectories().Where(part => part.Name[0] != '.').OrderBy(part => part.Name, StringComparer.Ordinal)
                    .SelectMany(part => part.EnumerateFiles(name, SearchOption.AllDirectories)).FirstOrDefault()?.FullName;
        return null;
    }
}
