namespace Microsoft.ML.Reasoning.Verification;

/// <summary>
/// Conventions of published evaluations, each named after what it reproduces: what counts as the same answer, not the mistakes of
/// their code.
/// </summary>
public static class VerificationPresets
{
    /// <summary>Math-Verify 0.8: 28 % is 0.28 only, units do not count, a set answers a tuple, an inequality does not answer an interval, six decimals.</summary>
    public static VerificationOptions MathVerify { get; } = new()
    {
        Percent = PercentRule.Fraction,
        Units = UnitRule.Ignore,
        SetForTuple = true,
        InequalityForInterval = false,
        Extraction = new ExtractionOptions { Thinking = ThinkingRule.Include },
    };

    /// <summary>Qwen2.5-Math's evaluation: 28 % is 28 and 0.28, units and kinds of brackets do not count, lists in order, four decimals.</summary>
    public static VerificationOptions QwenMath { get; } = new()
    {
        Percent = PercentRule.Either,
        Units = UnitRule.Ignore,
        AnyBrackets = true,
        OrderedLists = true,
        DecimalPlaces = 4,
        Extraction = new ExtractionOptions { Thinking = ThinkingRule.Include },
    };

    /// <summary>TRL's accuracy reward over reasoning: what follows the end of thinking, and nothing where thinking does not end; else as Math-Verify.</summary>
    public static VerificationOptions TrlReasoning { get; } = new()
    {
        Percent = PercentRule.Fraction,
        Units = UnitRule.Ignore,
        SetForTuple = true,
        InequalityForInterval = false,
        Extraction = new ExtractionOptions { Thinking = ThinkingRule.Require, ThinkingEnds = ["</think>"] },
    };

    /// <summary>A preset by its name, "MathVerify", "QwenMath", "TrlReasoning" or "Default"; null for another name.</summary>
    /// <param name="name">The name, in any case.</param>
    public static VerificationOptions? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.ToUpperInvariant() switch
        {
            "DEFAULT" => new VerificationOptions(),
            "MATHVERIFY" => MathVerify,
            "QWENMATH" => QwenMath,
            "TRLREASONING" => TrlReasoning,
            _ => null,
        };
    }
}
