using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// The log-probability of given tokens, a few states at a time, so that the logits of a whole batch never exist together.
/// </summary>
internal static class TokenLogProbabilities
{
    // 64 MiB of float32 logits.
    private const long ChunkElements = 1L << 24;

    /// <param name="states">[count, width].</param>
    /// <param name="head">[vocabulary, width].</param>
    /// <param name="targets">int64 [count].</param>
    /// <param name="chunkElements">The most logits at a time, though one state's at least.</param>
    /// <returns>float32 [count].</returns>
    public static Tensor Of(Tensor states, Tensor head, Tensor targets, long chunkElements = ChunkElements)
    {
        using DisposeScope scope = NewDisposeScope();
        long count = states.shape[0], chunk = Math.Max(1, chunkElements / head.shape[0]);
        if (count == 0)
            return zeros([0], ScalarType.Float32, states.device).MoveToOuterDisposeScope();
        var parts = new List<Tensor>();
        for (long first = 0; first < count; first += chunk)
        {
            long length = Math.Min(chunk, count - first);
            parts.Add(Chunk(states.narrow(0, first, length), head, targets.narrow(0, first, length)));
        }

        return (parts.Count == 1 ? parts[0] : cat(parts, 0)).MoveToOuterDisposeScope();
    }

    private static Tensor Chunk(Tensor states, Tensor head, Tensor targets)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = functional.linear(states, head).to(ScalarType.Float32);
        Tensor chosen = logits.gather(1, targets.unsqueeze(1)).squeeze(1);
        return chosen.sub(logits.logsumexp(1)).MoveToOuterDisposeScope();
    }
}
