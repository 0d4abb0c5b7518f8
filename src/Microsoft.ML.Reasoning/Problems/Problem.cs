namespace Microsoft.ML.Reasoning;

/// <summary>One problem of a file.</summary>
/// <param name="Id">The file's own identifier, or the number of the row (from 0) where it has none.</param>
/// <param name="Question">What is asked, with the choices where the published prompts hold them.</param>
/// <param name="Answer">The gold answer as the file gives it; empty where the file has none for this problem.</param>
/// <param name="Choices">The texts of the choices, A first; empty where the problem is not multiple choice or they stand in the question only.</param>
/// <param name="Row">Number of the row in the file, from 0.</param>
/// <param name="Line">Line of the file on which the row starts, from 1.</param>
public sealed record Problem(string Id, string Question, string Answer, IReadOnlyList<string> Choices, long Row, long Line);
