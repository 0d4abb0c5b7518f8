using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics.Tests;

/// <summary>States made from a seed, float64.</summary>
internal static class TestTrajectories
{
    public static Tensor Normal(int rows, int columns, int seed)
    {
        var random = new SeededSequence(seed);
        return tensor(Enumerable.Range(0, rows * columns).Select(_ => random.Normal()).ToArray(), [rows, columns]);
    }

    /// <summary>Each token is 0.7 of the one before and noise, of unit variance.</summary>
    public static Tensor Autoregressive(int tokens, int width, int seed, double correlation = 0.7)
    {
        var random = new SeededSequence(seed);
        var values = new double[tokens * width];
        for (int i = 0; i < values.Length; i++)
            values[i] = i < width ? random.Normal() : correlation * values[i - width] + Math.Sqrt(1 - correlation * correlation) * random.Normal();
        return tensor(values, [tokens, width]);
    }
}
