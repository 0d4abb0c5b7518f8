using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>What a column needs of a generated sample.</summary>
internal readonly record struct Response(
    string Text, FinishReason FinishReason, int TokenCount, float MeanLogProbability, KeptResponse? Kept = null)
{
    /// <summary>The log-probability with which each token was drawn.</summary>
    public IReadOnlyList<float>? BehaviourLogProbabilities { get; init; }

    /// <summary>What the strategy recorded for each token.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<float>>? Records { get; init; }
}
