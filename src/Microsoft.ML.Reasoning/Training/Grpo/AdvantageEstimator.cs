namespace Microsoft.ML.Reasoning;

/// <summary>How rewards become advantages.</summary>
public enum AdvantageEstimator
{
    /// <summary>The difference to the group's mean, scaled (arXiv 2402.03300).</summary>
    Grpo,

    /// <summary>The difference to the mean of the other responses of the group (arXiv 2402.14740).</summary>
    Rloo,

    /// <summary>The difference to the length-weighted mean of the group (arXiv 2505.23585).</summary>
    Opo,

    /// <summary>The mean advantage over all subsets of <see cref="AdvantageOptions.K"/> responses, each of which is rewarded if one of its members is right (arXiv 2508.10751).</summary>
    PassAtK,

    /// <summary>
    /// The difference to the reward of the greedy answer to the same prompt (ReMax, arXiv 2310.10505), which is generated and scored
    /// besides the group. A greedy answer without a reward leaves its group out.
    /// </summary>
    Remax,

    /// <summary>The reward, scaled over all tokens of the step, without any group (REINFORCE++, arXiv 2501.03262).</summary>
    ReinforcePlusPlus,

    /// <summary>The difference to the group's mean, scaled over all tokens of the step (REINFORCE++ with baseline).</summary>
    ReinforcePlusPlusBaseline,
}
