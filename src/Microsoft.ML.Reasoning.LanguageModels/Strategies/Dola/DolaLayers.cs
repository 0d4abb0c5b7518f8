namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Which layers <see cref="DolaDecoding"/> contrasts the final one with.</summary>
public enum DolaLayers
{
    /// <summary>Every second layer of the lower half (of the first 20 in a model of more than 40 layers).</summary>
    Low,

    /// <summary>Every second layer of the upper half (of the last 20 in a model of more than 40 layers).</summary>
    High,
}
