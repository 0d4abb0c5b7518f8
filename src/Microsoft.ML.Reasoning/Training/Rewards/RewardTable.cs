namespace Microsoft.ML.Reasoning;

/// <summary>The values of every reward function for a list of responses; NaN where a function ran out of time.</summary>
/// <param name="Values">By function, in the order of the options, the value of each response, not weighted.</param>
/// <param name="Timeouts">By function, how many responses it ran out of time on.</param>
internal sealed record RewardTable(IReadOnlyList<double[]> Values, IReadOnlyList<int> Timeouts);
