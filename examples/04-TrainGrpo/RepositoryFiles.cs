using TrainTinyReasoner.Problems;

namespace TrainGrpo;

/// <summary>The models and the held-out problems that come with the repository.</summary>
internal static class RepositoryFiles
{
    private static readonly string s_examples = Find();

    /// <summary>Where a study leaves its table and figures.</summary>
    public static string Study { get; } = Path.Combine(s_examples, "04-TrainGrpo", "study");

    public static string Model(string task) =>
        Path.Combine(s_examples, "models", task == TaskNames.Ordering ? "tiny-orderer" : "tiny-reasoner");

    public static string HeldOutProblems(string task) =>
        Path.Combine(s_examples, "data", task == TaskNames.Ordering ? "tiny-orderings.jsonl" : "tiny-problems.jsonl");

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Microsoft.ML.Reasoning.sln")))
                return Path.Combine(folder.FullName, "examples");
        return "examples";
    }
}
