using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Weights of a model that is yet to be trained.</summary>
internal static class WeightInitialization
{
    /// <summary>The spread of matrices, as in the reference implementation's <c>initializer_range</c>.</summary>
    public const double StandardDeviation = 0.02;

    // A multiple of four, as the generator wants it; 4 MiB at a time.
    private const int ChunkLength = 1 << 20;

    /// <summary>
    /// Matrices are normal, those that add to the residual stream smaller by the root of twice the layer count, norms 1, biases 0.
    /// The numbers of a tensor depend on the seed and its place among the checkpoint's tensors only.
    /// </summary>
    public static void Fill(ModelWeights weights, int layerCount, ulong seed)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        int number = 0;
        foreach (WeightPart part in weights.Layout.Parts)
        {
            Tensor target = weights.Parameters[part.Name];
            if (part.Shape.Length == 2)
            {
                bool addsToStream = part.Name.EndsWith("o_proj.weight", StringComparison.Ordinal)
                    || part.Name.EndsWith("down_proj.weight", StringComparison.Ordinal);
                double deviation = addsToStream ? StandardDeviation / Math.Sqrt(2.0 * layerCount) : StandardDeviation;
                FillNormal(target, new RandomKey(seed, RandomPurpose.Weights, number), deviation);
            }
            else
            {
                target.fill_(part.Name.EndsWith("bias", StringComparison.Ordinal) ? 0 : 1);
            }

            number++;
        }
    }

    private static void FillNormal(Tensor target, RandomKey key, double deviation)
    {
        using Tensor flat = target.view(-1);
        long length = flat.shape[0];
        for (long offset = 0; offset < length; offset += ChunkLength)
        {
            float[] numbers = new float[Math.Min(ChunkLength, length - offset)];
            CounterRandom.FillNormal(key, numbers, 0, deviation, offset);
            using Tensor chunk = tensor(numbers), place = flat.narrow(0, offset, numbers.Length);
            place.copy_(chunk);
        }
    }
}
