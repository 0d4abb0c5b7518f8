using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>
/// Log-probabilities and entropies of response tokens, some states at a time, forward and backward: the logits of a minibatch never
/// exist together, and no gradient graph holds them.
/// </summary>
/// <param name="head">[vocabulary, width].</param>
/// <param name="temperature">What logits are divided by.</param>
/// <param name="chunkElements">The most logits at a time, though one state's at least.</param>
internal sealed class ResponseHead(Tensor head, double temperature, long chunkElements = ResponseHead.ChunkElements) : IDisposable
{
    // 64 MiB of float32 logits.
    private const long ChunkElements = 1L << 24;
    private Tensor? _kept;

    /// <summary>The log-probability of each target, float32 [count].</summary>
    public Tensor? LogProbabilities { get; private set; }

    /// <summary>The entropy at each target, float32 [count].</summary>
    public Tensor? Entropies { get; private set; }

    /// <param name="states">[count, width].</param>
    /// <param name="targets">int64 [count].</param>
    /// <param name="keep">Whether a backward pass follows, for which logits that fit into one chunk are kept.</param>
    public void Forward(Tensor states, Tensor targets, bool keep)
    {
        Release();
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        var chosen = new List<Tensor>();
        var entropies = new List<Tensor>();
        foreach ((long first, long length) in Chunks(states.shape[0]))
        {
            Tensor log = LogShares(states.narrow(0, first, length));
            chosen.Add(log.gather(1, targets.narrow(0, first, length).unsqueeze(1)).squeeze(1));
            using Tensor shares = log.exp();
            entropies.Add(shares.mul_(log).sum(1L).neg_());
            if (keep && length == states.shape[0])
                _kept = log.MoveToOuterDisposeScope().DetachFromDisposeScope();
            else
                log.Dispose();
        }

        LogProbabilities = Join(chosen);
        Entropies = Join(entropies);
    }

    /// <summary>The gradient of the states; that of the head is added to <paramref name="headGradient"/>.</summary>
    /// <param name="states">What the forward pass had.</param>
    /// <param name="targets">What the forward pass had.</param>
    /// <param name="logGradient">The gradient of the log-probabilities, [count].</param>
    /// <param name="entropyGradient">The gradient of the entropies, [count]; null: zero.</param>
    /// <param name="headGradient">[vocabulary, width].</param>
    public Tensor Backward(Tensor states, Tensor targets, Tensor logGradient, Tensor? entropyGradient, Tensor headGradient)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        var gradients = new List<Tensor>();
        foreach ((long first, long length) in Chunks(states.shape[0]))
        {
            using DisposeScope chunk = NewDisposeScope();
            Tensor part = states.narrow(0, first, length), weight = logGradient.narrow(0, first, length).unsqueeze(1);
            Tensor log = _kept ?? LogShares(part), shares = log.exp();
            Tensor logits;
            if (entropyGradient is not null)
            {
                // dH / dz = -p (log p + H).
                Tensor entropy = Entropies!.narrow(0, first, length).unsqueeze(1);
                Tensor slope = log.add(entropy).mul_(entropyGradient.narrow(0, first, length).unsqueeze(1)).add_(weight);
                logits = shares.mul_(slope).neg_();
            }
            else
            {
                logits = shares.mul_(weight.neg());
            }

            logits.scatter_add_(1, targets.narrow(0, first, length).unsqueeze(1), weight);
            if (temperature != 1)
                logits.mul_(1 / temperature);
            Tensor rounded = logits.to(states.dtype);
            headGradient.addmm_(rounded.t(), part);
            gradients.Add(rounded.mm(head).MoveToOuterDisposeScope());
        }

        return (gradients.Count == 1 ? gradients[0] : cat(gradients, 0)).MoveToOuterDisposeScope();
    }

    public void Dispose() => Release();

    private Tensor LogShares(Tensor states)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor logits = functional.linear(states, head).to(ScalarType.Float32);
        if (temperature != 1)
            logits.mul_(1 / temperature);
        return logits.sub_(logits.logsumexp(1, keepdim: true)).MoveToOuterDisposeScope();
    }

    private IEnumerable<(long First, long Length)> Chunks(long count)
    {
        long chunk = Math.Max(1, chunkElements / head.shape[0]);
        for (long first = 0; first < count; first += chunk)
            yield return (first, Math.Min(chunk, count - first));
    }

    private static Tensor Join(List<Tensor> parts) => (parts.Count == 1 ? parts[0].alias() : cat(parts, 0)).DetachFromDisposeScope();

    private void Release()
    {
        _kept?.Dispose();
        LogProbabilities?.Dispose();
        Entropies?.Dispose();
        (_kept, LogProbabilities, Entropies) = (null, null, null);
    }
}
