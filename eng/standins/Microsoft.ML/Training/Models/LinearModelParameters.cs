using Microsoft.ML.Data;

namespace Microsoft.ML.Trainers;

public abstract class LinearModelParameters : ModelParametersBase<float>
{
    private protected LinearModelParameters(float[] weights, float bias)
    {
        Weights = weights;
        Bias = bias;
    }

    public IReadOnlyList<float> Weights { get; }

    public float Bias { get; protected set; }

    internal float Score(in VBuffer<float> features)
    {
        float score = Bias;
        ReadOnlySpan<float> values = features.GetValues();
        ReadOnlySpan<int> indices = features.GetIndices();
        for (int i = 0; i < values.Length; i++)
            score += values[i] * Weights[features.IsDense ? i : indices[i]];
        return score;
    }
}
