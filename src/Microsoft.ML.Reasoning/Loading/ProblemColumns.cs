using Microsoft.ML.Data;

namespace Microsoft.ML.Reasoning;

/// <summary>The columns of a problem, in the form that <see cref="DataOperationsCatalog"/> reads.</summary>
internal sealed class ProblemColumns
{
    public string Id { get; set; } = "";

    public string Question { get; set; } = "";

    public string Answer { get; set; } = "";

    [VectorType]
    public string[] Choices { get; set; } = [];

    public static ProblemColumns From(Problem problem) => new()
    {
        Id = problem.Id,
        Question = problem.Question,
        Answer = problem.Answer,
        Choices = [.. problem.Choices],
    };
}
