using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>A response and the row of the problem that it answers: what a reward function sees.</summary>
public sealed record RewardInput
{
    /// <summary>The row of the problem in the training data, from 0.</summary>
    public required long Row { get; init; }

    /// <summary>The prompt as the model read it.</summary>
    public required string Prompt { get; init; }

    /// <summary>The right answer; null where the trainer has no answer column.</summary>
    public string? Answer { get; init; }

    /// <summary>The text of the response, without special tokens.</summary>
    public required string Response { get; init; }

    /// <summary>The number of tokens of the response, the end token included.</summary>
    public required int TokenCount { get; init; }

    /// <summary>Whether the response ended by itself or was cut off.</summary>
    public required FinishReason FinishReason { get; init; }

    /// <summary>The values of the columns that <see cref="GrpoTrainer.Options.RewardColumnNames"/> names: text, numbers or Booleans.</summary>
    public IReadOnlyDictionary<string, object> Columns { get; init; } = new Dictionary<string, object>();
}
