namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What was seen while a loss was computed, as sums over the tokens that count, so that parts of a minibatch add up.</summary>
/// <param name="Tokens">How many tokens counted.</param>
/// <param name="Ratio">The sum of importance ratios.</param>
/// <param name="LargestRatio">The largest importance ratio.</param>
/// <param name="ClippedLow">How many tokens of negative advantage were clipped below.</param>
/// <param name="ClippedHigh">How many tokens of positive advantage were clipped above (CISPO: all tokens above).</param>
/// <param name="Kl">The sum of the divergence from the reference.</param>
/// <param name="OldKl">The sum of the divergence of the policy before the step from the policy (k3).</param>
/// <param name="Entropy">The sum of entropies.</param>
/// <param name="ImportanceWeight">The sum of truncated importance weights.</param>
public readonly record struct PolicyLossSums(
    double Tokens,
    double Ratio,
    double LargestRatio,
    double ClippedLow,
    double ClippedHigh,
    double Kl,
    double OldKl,
    double Entropy,
    double ImportanceWeight)
{
    /// <summary>The sums of both parts.</summary>
    public static PolicyLossSums operator +(PolicyLossSums left, PolicyLossSums right) => new(
        left.Tokens + right.Tokens,
        left.Ratio + right.Ratio,
        Math.Max(left.LargestRatio, right.LargestRatio),
        left.ClippedLow + right.ClippedLow,
        left.ClippedHigh + right.ClippedHigh,
        left.Kl + right.Kl,
        left.OldKl + right.OldKl,
        left.Entropy + right.Entropy,
        left.ImportanceWeight + right.ImportanceWeight);

    /// <summary>The sums of both parts.</summary>
    public static PolicyLossSums Add(PolicyLossSums left, PolicyLossSums right) => left + right;
}
