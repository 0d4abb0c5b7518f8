using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Greedy choice and sampling on logits in the host's memory: one pass for the sum, one look for the token.</summary>
internal static class HostSampler
{
    private const int Block = 256;

    // Fewer logits are done before a second thread has begun.
    private const long LeastToShare = 1 << 16;

    /// <summary>The most probable token of each row.</summary>
    public static DecodingChoice TakeBest(HostLogits logits, int rows)
    {
        long[] tokens = new long[rows];
        float[] logProbabilities = new float[rows];
        Run(logits, rows, (first, end) =>
        {
            double[] sums = new double[Blocks(logits)];
            float[] weights = new float[logits.Vocabulary];
            for (int row = first; row < end; row++)
            {
                Span<float> values = logits.Row(row);
                float best = HostReductions.Greatest(values);
                // No value equals what is not a number: the log-probability will say so.
                tokens[row] = Math.Max(0, values.IndexOf(best));
                logProbabilities[row] = (float)-Math.Log(Weigh(values, best, 1, weights, sums));
            }
        });
        return new DecodingChoice
        {
            TokenIds = tensor(tokens), LogProbabilities = tensor(logProbabilities), BehaviourLogProbabilities = zeros(rows),
        };
    }

    /// <summary>Draws a token for each row, as <see cref="InverseTransform"/> does.</summary>
    /// <param name="logits">The logits.</param>
    /// <param name="settings">Temperature, top-k, top-p and min-p.</param>
    /// <param name="restricted">Whether one of them leaves tokens out.</param>
    /// <param name="uniforms">A random number for each row.</param>
    public static DecodingChoice Draw(HostLogits logits, GenerationSettings settings, bool restricted, double[] uniforms)
    {
        long[] tokens = new long[uniforms.Length];
        float[] logProbabilities = new float[uniforms.Length], behaviour = new float[uniforms.Length];
        Run(logits, uniforms.Length, (first, end) =>
        {
            HostTruncation? truncation = restricted ? new HostTruncation(settings, logits.Vocabulary) : null;
            double[] sums = new double[Blocks(logits)];
            float[] weights = new float[logits.Vocabulary];
            for (int row = first; row < end; row++)
            {
                Span<float> values = logits.Row(row);
                float best = HostReductions.Greatest(values);
                double total = Weigh(values, best, 1 / settings.Temperature, weights, sums);
                // What is not a number sums to no number: the log-probability will say so.
                (int token, double kept) = truncation is null || double.IsNaN(total)
                    ? (Find(weights, sums, Math.Min(uniforms[row] * total, Math.BitDecrement(total))), total)
                    : truncation.Draw(weights, total, uniforms[row]);
                double logit = (values[token] - best) / (double)settings.Temperature;
                tokens[row] = token;
                logProbabilities[row] = (float)(logit - Math.Log(total));
                behaviour[row] = (float)(logit - Math.Log(kept));
            }
        });
        return new DecodingChoice
        {
            TokenIds = tensor(tokens),
            LogProbabilities = tensor(logProbabilities),
            BehaviourLogProbabilities = restricted ? tensor(behaviour) : null,
        };
    }

    private static void Run(HostLogits logits, int rows, Action<int, int> run) => RowParts.Run(
        rows, (long)rows * logits.Vocabulary < LeastToShare ? 1 : get_num_threads(), (_, first, end) => run(first, end));

    private static int Blocks(HostLogits logits) => (logits.Vocabulary + Block - 1) / Block;

    private static double Weigh(Span<float> values, float best, float scale, float[] weights, double[] sums) =>
        Vector512.IsHardwareAccelerated
            ? Weigh<Lanes512>(values, best, scale, weights, sums)
            : Weigh<Lanes256>(values, best, scale, weights, sums);

    /// <summary>exp((value - best) * scale) for all values, with the sum of each block. Returns the sum of all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Weigh<TLanes>(Span<float> values, float best, float scale, float[] weights, double[] sums)
        where TLanes : struct, ILanes<TLanes>
    {
        TLanes shift = TLanes.Broadcast(best), factor = TLanes.Broadcast(scale);
        double total = 0;
        for (int block = 0; block < sums.Length; block++)
        {
            int i = block * Block, end = Math.Min(i + Block, values.Length);
            TLanes sum = default;
            for (; i + TLanes.Count <= end; i += TLanes.Count)
            {
                TLanes weight = TLanes.Exp((TLanes.Load(ref values[i], 0) - shift) * factor);
                weight.Store(ref weights[i], 0);
                sum += weight;
            }

            double blockSum = TLanes.Sum(sum);
            for (; i < end; i++)
                blockSum += weights[i] = MathF.Exp((values[i] - best) * scale);
            sums[block] = blockSum;
            total += blockSum;
        }

        return total;
    }

    /// <summary>The first index whose cumulative weight exceeds a threshold below the total.</summary>
    private static int Find(ReadOnlySpan<float> weights, ReadOnlySpan<double> sums, double threshold)
    {
        int block = 0;
        double before = 0;
        while (block < sums.Length - 1 && before + sums[block] <= threshold)
            before += sums[block++];
        int last = block * Block, end = Math.Min(last + Block, weights.Length);
        for (int i = last; i < end; i++)
        {
            // The block's own sum was rounded: at its very end the last weight that is not 0 stands for it.
            if (weights[i] == 0)
                continue;
            last = i;
            before += weights[i];
            if (before > threshold)
                break;
        }

        return last;
    }
}
