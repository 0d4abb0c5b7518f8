using Microsoft.ML.Reasoning.LatentDynamics;

namespace Microsoft.ML.Reasoning;

/// <summary>All that an <see cref="EffectiveRankTransformer"/> is.</summary>
internal sealed record EffectiveRankState(
    string OutputColumnName,
    string InputColumnName,
    int Stride,
    int? MaxTokens,
    EffectiveRankMode Mode,
    bool Indicators,
    int BatchSize)
{
    private static readonly string[] s_slots = ["ER", "ERV", "ERA"];
    private static readonly string[] s_allSlots = [.. s_slots, "TraditionalRank", "ResponseEntropy", "Curvature"];

    /// <summary>The slots of one layer.</summary>
    public IReadOnlyList<string> Slots => Indicators ? s_allSlots : s_slots;
}
