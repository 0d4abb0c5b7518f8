namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>How far a training has come; reported after every step.</summary>
/// <param name="Step">How many steps are done.</param>
/// <param name="TotalSteps">How many steps there are.</param>
/// <param name="Loss">The mean loss of a response token in this step's batch, in nats.</param>
/// <param name="GradientNorm">The norm of the gradient before clipping.</param>
/// <param name="LearningRate">The learning rate of this step.</param>
/// <param name="Tokens">How many tokens the run has read, prompts included.</param>
/// <param name="TokensPerSecond">Tokens a second since the run began or was resumed.</param>
/// <param name="Remaining">How long the rest will take at this speed.</param>
public sealed record SupervisedTrainingProgress(
    int Step, int TotalSteps, double Loss, double GradientNorm, double LearningRate, long Tokens, double TokensPerSecond, TimeSpan Remaining);
