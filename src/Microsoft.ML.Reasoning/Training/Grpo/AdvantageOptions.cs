using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>How rewards become advantages.</summary>
public sealed record AdvantageOptions
{
    /// <summary>The estimator. Default: <see cref="AdvantageEstimator.Grpo"/>.</summary>
    public AdvantageEstimator Estimator { get; init; } = AdvantageEstimator.Grpo;

    /// <summary>What <see cref="AdvantageEstimator.Grpo"/> divides differences by. Default: <see cref="AdvantageScale.Group"/>.</summary>
    public AdvantageScale Scale { get; init; } = AdvantageScale.Group;

    /// <summary>What is added to the standard deviation. Default: 1e-4.</summary>
    public double Epsilon { get; init; } = 1e-4;

    /// <summary>The size of subsets of <see cref="AdvantageEstimator.PassAtK"/>. Default: 4.</summary>
    public int K { get; init; } = 4;

    /// <summary>Whether a response needs others to the same prompt to be compared with.</summary>
    internal bool ComparesWithinGroup => Estimator is not (AdvantageEstimator.ReinforcePlusPlus or AdvantageEstimator.Remax);

    internal void Check(OptionErrors errors)
    {
        errors.Require(Enum.IsDefined(Estimator), $"Advantage: {nameof(Estimator)} is {Estimator}, expected one of {string.Join(", ", Enum.GetNames<AdvantageEstimator>())}");
        errors.Require(Enum.IsDefined(Scale), $"Advantage: {nameof(Scale)} is {Scale}, expected one of {string.Join(", ", Enum.GetNames<AdvantageScale>())}");
        errors.Require(Epsilon > 0 && double.IsFinite(Epsilon), FormattableString.Invariant($"Advantage: {nameof(Epsilon)} is {Epsilon}, expected above 0"));
        errors.Require(K >= 1, $"Advantage: {nameof(K)} is {K}, expected at least 1");
    }
}
