namespace Microsoft.ML.Reasoning;

/// <summary>A reward function and how much it counts.</summary>
/// <param name="Function">The function.</param>
/// <param name="Weight">What its value is multiplied by before the values of all functions are added. Default: 1.</param>
public sealed record WeightedReward(IRewardFunction Function, double Weight = 1);
