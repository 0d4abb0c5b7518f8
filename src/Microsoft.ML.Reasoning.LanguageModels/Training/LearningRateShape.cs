namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>How the learning rate goes on after the warm-up.</summary>
public enum LearningRateShape
{
    /// <summary>It stays.</summary>
    Constant,

    /// <summary>It falls in a straight line to the final rate.</summary>
    Linear,

    /// <summary>It falls along half a cosine wave to the final rate.</summary>
    Cosine,
}
