namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The constants of <see cref="AdamW"/>.</summary>
/// <param name="Beta1">The decay of the mean gradient.</param>
/// <param name="Beta2">The decay of the mean squared gradient.</param>
/// <param name="Epsilon">What is added to the root of the mean squared gradient.</param>
/// <param name="WeightDecay">How much of a matrix's weights a step takes away, times the learning rate. Vectors (norms, biases) keep theirs.</param>
public sealed record AdamWOptions(double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-8, double WeightDecay = 0);
