namespace Microsoft.ML.Reasoning.Verification;

/// <summary>What a vote yields where several answers got the most votes.</summary>
public enum TieRule
{
    /// <summary>The tied answer that was given first wins.</summary>
    FirstSeen,

    /// <summary>One of the tied answers is drawn at random: the score is the share of them that is correct.</summary>
    Expected,
}
