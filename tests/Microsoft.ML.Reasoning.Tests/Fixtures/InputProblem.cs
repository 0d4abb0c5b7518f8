using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning.Tests;

/// <summary>An input row with columns of several kinds, to see that they come through.</summary>
internal sealed class InputProblem
{
    public string Id { get; set; } = "";

    public string Prompt { get; set; } = "";

    public string Answer { get; set; } = "";

    public float Weight { get; set; }

    [VectorType]
    public int[] Numbers { get; set; } = [];

    /// <summary>Problems whose columns all tell their number; prompts of different lengths.</summary>
    public static List<InputProblem> Several(int count) => Enumerable.Range(0, count).Select(i => new InputProblem
    {
        Id = $"p{i}",
        Prompt = $"{new string('x', i % 5)}{i}?",
        Answer = $"{i}",
        Weight = i,
        Numbers = NumbersOf(i),
    }).ToList();

    /// <summary>The numbers of a problem: none to three, different from all other problems'.</summary>
    public static int[] NumbersOf(int problem) => Enumerable.Range(10 * problem, problem % 4).ToArray();
}
