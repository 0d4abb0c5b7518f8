namespace Microsoft.ML.Reasoning.Testing;

/// <summary>Which native libraries this process has mapped: says what a figure was measured on. Empty where there is no /proc.</summary>
internal static class LoadedLibraries
{
    /// <summary>Full path of the BLAS that is loaded beside libtorch, or null (libtorch may have one inside).</summary>
    public static string? Blas => Find("libblas") ?? Find("libopenblas");

    /// <summary>Full path of libtorch's CPU library, or null before the first tensor.</summary>
    public static string? Torch => Find("libtorch_cpu");

    private static string? Find(string name) => Paths().FirstOrDefault(path => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal));

    private static IEnumerable<string> Paths()
    {
        const string Maps = "/proc/self/maps";
        if (!File.Exists(Maps))
            return [];
        return File.ReadLines(Maps).Select(line => line.IndexOf('/') is var start and >= 0 ? line[start..] : "").Where(path => path.Length > 0).Distinct();
    }
}
