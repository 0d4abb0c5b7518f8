namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What one thread adds up of the gradient of one layer.</summary>
internal sealed class HostLayerGradients(HostTrainingLayer layer)
{
    public float[] InputNorm { get; } = new float[layer.InputNorm.Values.Length];

    public float[] QueryKeyValue { get; } = layer.QueryKeyValue.NewGradient();

    public float[] QueryNorm { get; } = new float[layer.QueryNorm?.Values.Length ?? 0];

    public float[] KeyNorm { get; } = new float[layer.KeyNorm?.Values.Length ?? 0];

    public float[] Output { get; } = layer.Output.NewGradient();

    public float[] FeedForwardNorm { get; } = new float[layer.FeedForwardNorm.Values.Length];

    public float[] GateUp { get; } = layer.GateUp.NewGradient();

    public float[] Down { get; } = layer.Down.NewGradient();

    public void Move(HostTrainingLayer weights, Span<float> all)
    {
        weights.InputNorm.MoveGradient(InputNorm, all);
        weights.QueryKeyValue.MoveGradient(QueryKeyValue, all);
        weights.QueryNorm?.MoveGradient(QueryNorm, all);
        weights.KeyNorm?.MoveGradient(KeyNorm, all);
        weights.Output.MoveGradient(Output, all);
        weights.FeedForwardNorm.MoveGradient(FeedForwardNorm, all);
        weights.GateUp.MoveGradient(GateUp, all);
        weights.Down.MoveGradient(Down, all);
    }
}
