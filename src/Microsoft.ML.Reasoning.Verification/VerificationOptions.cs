namespace Microsoft.ML.Reasoning.Verification;

/// <summary>How answers are found and compared.</summary>
public sealed class VerificationOptions
{
    /// <summary>How the answer is found in a response.</summary>
    public ExtractionOptions Extraction { get; init; } = new();

    /// <summary>What a percentage is equal to. Default: <see cref="PercentRule.Either"/>.</summary>
    public PercentRule Percent { get; init; } = PercentRule.Either;

    /// <summary>
    /// Where one of two numbers is written with decimals they are equal when they differ by at most half a unit in this decimal
    /// place, and by at most a hundred times that share of the gold answer. Numbers without decimals must be equal exactly. Default: 6.
    /// </summary>
    public int DecimalPlaces { get; init; } = 6;

    /// <summary>Whether an inequality answers a gold interval: -2 ≤ x ≤ 7 for [-2, 7]. The other way round it always does. Default: true.</summary>
    public bool InequalityForInterval { get; init; } = true;
}
