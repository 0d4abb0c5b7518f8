namespace Microsoft.ML.Reasoning;

/// <summary>How one kind of file keeps a problem: by which fields it is known, and where question, answer and choices stand.</summary>
internal sealed record ProblemLayout(
    string Name,
    Func<ProblemRow, bool> Recognizes,
    Func<ProblemRow, string> Question,
    Func<ProblemRow, string> Answer,
    Func<ProblemRow, IReadOnlyList<string>> Choices);
