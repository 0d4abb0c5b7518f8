namespace Microsoft.ML.Reasoning.Verification;

/// <summary>What 28 % is equal to. 28 % is always equal to 28 %.</summary>
public enum PercentRule
{
    /// <summary>Both 28 and 0.28: what was asked for decides, and the gold answers of benchmarks write either.</summary>
    Either,

    /// <summary>0.28 only.</summary>
    Fraction,

    /// <summary>28 only: the sign is a unit.</summary>
    Unit,
}
