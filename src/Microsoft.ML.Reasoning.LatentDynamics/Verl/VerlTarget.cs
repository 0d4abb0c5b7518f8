namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>What the bonus is added to.</summary>
public enum VerlTarget
{
    /// <summary>The advantage, clipped: the paper's method.</summary>
    Advantage,

    /// <summary>The reward: an ablation.</summary>
    Reward,

    /// <summary>Both: what the released code does when it is switched on.</summary>
    Both,
}
