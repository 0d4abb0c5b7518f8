using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics.Tests;

/// <summary>States of several kinds, the same on every run.</summary>
internal static class SyntheticStates
{
    /// <summary>Tokens that depend on each other, features of falling size, a large mean.</summary>
    public static Tensor Make(int tokens, int width, double correlation, double decay, int seed, double mean = 1)
    {
        var random = new Random(seed);
        var values = new float[tokens, width];
        for (int t = 0; t < tokens; t++)
            for (int i = 0; i < width; i++)
            {
                double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
                double scale = Math.Pow(i + 1, -decay), previous = t == 0 ? 0 : values[t - 1, i] - mean * Offset(i);
                double fresh = scale * normal * (t == 0 ? 1 : Math.Sqrt(1 - correlation * correlation));
                values[t, i] = (float)(correlation * previous + fresh + mean * Offset(i));
            }

        return tensor(values);
    }

    private static double Offset(int feature) => feature switch { 0 => 4, 1 => -2, 2 => 1, _ => 0.05 * Math.Sin(feature) };
}
