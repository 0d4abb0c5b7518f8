namespace Microsoft.ML.Data;

internal readonly record struct BinaryPrediction(bool Label, bool Predicted, float Score, float Probability);
