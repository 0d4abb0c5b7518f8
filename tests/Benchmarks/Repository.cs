namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>The repository that the benchmarks were built in.</summary>
internal static class Repository
{
    private static readonly string[] s_folders = ["models", "examples"];

    /// <summary>The first file of this name among the models and examples; null if there is none.</summary>
    public static string? Find(string name)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Microsoft.ML.Reasoning.sln")))
                return s_folders.Select(part => Path.Combine(folder.FullName, part)).Where(Directory.Exists)
                    .SelectMany(part => Directory.EnumerateFiles(part, name, SearchOption.AllDirectories)).Order(StringComparer.Ordinal).FirstOrDefault();
        return null;
    }
}
