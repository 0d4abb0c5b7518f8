namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What training gives: the tokens by id (the 256 bytes first), in the byte alphabet, and the merges in order.</summary>
internal sealed record TrainedVocabulary(IReadOnlyList<string> Tokens, IReadOnlyList<(string Left, string Right)> Merges);
