namespace TrainGrpo;

/// <summary>The model and the held-out problems that come with the repository.</summary>
internal static class RepositoryFiles
{
    private static readonly string s_examples = Find();

    public static string Model { get; } = Path.Combine(s_examples, "models", "tiny-reasoner");

    public static string HeldOutProblems { get; } = Path.Combine(s_examples, "data", "tiny-problems.jsonl");

    /// <summary>Where a study leaves its table and figures.</summary>
    public static string Study { get; } = Path.Combine(s_examples, "04-TrainGrpo", "study");

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Microsoft.ML.Reasoning.sln")))
                return Path.Combine(folder.FullName, "examples");
        return "examples";
    }
}
