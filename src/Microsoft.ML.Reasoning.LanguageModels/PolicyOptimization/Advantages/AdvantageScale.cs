namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What rewards are divided by after their group's mean was taken away.</summary>
public enum AdvantageScale
{
    /// <summary>The standard deviation of the group.</summary>
    Group,

    /// <summary>The standard deviation of all rewards.</summary>
    Batch,

    /// <summary>Nothing.</summary>
    None,
}
