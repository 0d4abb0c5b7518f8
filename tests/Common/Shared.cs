namespace Microsoft.ML.Reasoning.Testing;

/// <summary>Where the golden values and the benchmark data lie: the folder <c>shared</c> beside the repository.</summary>
internal static class Shared
{
    /// <summary>The repository's root folder (or REASONING_ROOT, where the tests run away from their sources).</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Full path of a file or folder in <c>shared</c>; the test is inconclusive where it is absent.</summary>
    public static string PathOf(params string[] parts)
    {
        string path = Path.GetFullPath(Path.Combine([Repository, "..", "shared", .. parts]));
        if (!File.Exists(path) && !Directory.Exists(path))
            Assert.Inconclusive($"'shared/{string.Join('/', parts)}' is not beside the repository on this machine.");
        return path;
    }

    private static string FindRepository()
    {
        if (Environment.GetEnvironmentVariable("REASONING_ROOT") is { Length: > 0 } root)
            return Path.GetFullPath(root);
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Microsoft.ML.Reasoning.sln")))
                return folder.FullName;
        throw new DirectoryNotFoundException("No Microsoft.ML.Reasoning.sln above the test binaries; set REASONING_ROOT.");
    }
}
