using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>What a column needs of a generated sample.</summary>
internal readonly record struct Response(
    string Text, FinishReason FinishReason, int TokenCount, float MeanLogProbability, KeptResponse? Kept = null);
