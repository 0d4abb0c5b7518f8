namespace Microsoft.ML.Reasoning;

/// <summary>A row of the training data.</summary>
/// <param name="Row">Its number in the data, from 0.</param>
/// <param name="Prompt">The prompt as text.</param>
/// <param name="PromptIds">The prompt as tokens.</param>
/// <param name="Answer">The right answer; null where there is no answer column.</param>
/// <param name="Columns">The other columns that reward functions see.</param>
internal sealed record GrpoProblem(
    long Row, string Prompt, IReadOnlyList<int> PromptIds, string? Answer, IReadOnlyDictionary<string, object> Columns);
