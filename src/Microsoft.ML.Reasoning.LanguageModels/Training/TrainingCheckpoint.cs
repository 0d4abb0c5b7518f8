namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What <c>state.json</c> of a checkpoint says.</summary>
/// <param name="Step">How many steps were done.</param>
/// <param name="Tokens">How many tokens they read.</param>
/// <param name="Run">What the run depends on.</param>
/// <param name="Files">The buffers that lie beside it, and their SHA-256.</param>
internal sealed record TrainingCheckpoint(
    int Step, long Tokens, SortedDictionary<string, string> Run, SortedDictionary<string, string> Files);
