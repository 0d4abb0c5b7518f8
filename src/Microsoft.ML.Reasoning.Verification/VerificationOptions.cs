namespace Microsoft.ML.Reasoning.Verification;

/// <summary>How answers are found and compared.</summary>
public sealed class VerificationOptions
{
    /// <summary>How the answer is found in a response.</summary>
    public ExtractionOptions Extraction { get; init; } = new();

    /// <summary>What a percentage is equal to. Default: <see cref="PercentRule.Either"/>.</summary>
    public PercentRule Percent { get; init; } = PercentRule.Either;

    /// <summary>What units say. Default: <see cref="UnitRule.Convert"/>.</summary>
    public UnitRule Units { get; init; } = UnitRule.Convert;

    /// <summary>Whether "1, 2" is no answer to "2, 1". Default: false, several answers may come in any order.</summary>
    public bool OrderedLists { get; init; }

    /// <summary>Whether the set {1, 2} answers (1, 2), in this order. Default: false, a set has no order.</summary>
    public bool SetForTuple { get; init; }

    /// <summary>Whether brackets do not count: [1, 2] for (1, 2). Default: false.</summary>
    public bool AnyBrackets { get; init; }

    /// <summary>
    /// Where one of two numbers is written with decimals they are equal when they differ by at most half a unit in this decimal
    /// place, and by at most a hundred times that share of the gold answer. Numbers without decimals must be equal exactly. Default: 6.
    /// </summary>
    public int DecimalPlaces { get; init; } = 6;

    /// <summary>Whether an inequality answers a gold interval: -2 ≤ x ≤ 7 for [-2, 7]. The other way round it always does. Default: true.</summary>
    public bool InequalityForInterval { get; init; } = true;
}
