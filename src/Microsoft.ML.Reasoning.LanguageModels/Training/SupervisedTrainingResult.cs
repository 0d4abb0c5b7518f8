namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What a training did.</summary>
/// <param name="Steps">The number of steps of the whole run.</param>
/// <param name="ResumedFrom">The step that the run went on from: 0 for a run from the start.</param>
/// <param name="Loss">The mean loss of a response token in the last step's batch, in nats; NaN if there was nothing left to do.</param>
/// <param name="Tokens">How many tokens the whole run has read, prompts included.</param>
/// <param name="Duration">How long this call took.</param>
/// <param name="SkippedExamples">How many examples were left out because they are longer than the limit.</param>
public sealed record SupervisedTrainingResult(int Steps, int ResumedFrom, double Loss, long Tokens, TimeSpan Duration, int SkippedExamples);
