namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>How exploring and exploiting weights are mixed.</summary>
public enum VerlControl
{
    /// <summary>By the sigmoid of the deviation of ERA, for each response.</summary>
    Acceleration,

    /// <summary>Half and half: an ablation.</summary>
    Even,

    /// <summary>Their sum: an ablation.</summary>
    Sum,
}
