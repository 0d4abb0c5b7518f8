namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What <see cref="LatentExplorationDecoding"/> comes to for one model.</summary>
/// <param name="Depth">How many layers are looked at, the final one among them.</param>
/// <param name="Layers">Those layers, the final one first: layer n is after the final norm, layer i the output of block i.</param>
/// <param name="ThinkOnly">Whether exploration ends with the thinking.</param>
public sealed record LatentExplorationSettings(int Depth, IReadOnlyList<int> Layers, bool ThinkOnly);
