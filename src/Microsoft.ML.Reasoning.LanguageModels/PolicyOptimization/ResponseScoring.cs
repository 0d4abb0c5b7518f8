using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The log-probabilities that a model gives to responses.</summary>
public static class ResponseScoring
{
    /// <summary>The log-probability of each token of each response, without gradient: what a reference model says.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sequences">The responses.</param>
    /// <param name="temperature">What logits are divided by.</param>
    /// <param name="microBatchTokens">The most tokens of one forward pass.</param>
    /// <param name="cancellationToken">Stops between two forward passes.</param>
    /// <returns>A list for each sequence, in order.</returns>
    public static float[][] ScoreResponses(
        this CausalLanguageModel model,
        IReadOnlyList<PolicySequence> sequences,
        double temperature = 1,
        int microBatchTokens = 2048,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(sequences);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(microBatchTokens);
        return [.. Score(model, sequences, temperature, microBatchTokens, cancellationToken).Select(score => score.LogProbabilities)];
    }

    /// <summary>Log-probabilities and entropies.</summary>
    internal static (float[] LogProbabilities, float[] Entropies)[] Score(
        CausalLanguageModel model, IReadOnlyList<PolicySequence> sequences, double temperature, int microBatchTokens, CancellationToken cancellationToken)
    {
        using IDisposable noGradient = no_grad();
        var scores = new (float[], float[])[sequences.Count];
        if (sequences.Count == 0)
            return scores;
        foreach (int[] part in MicroBatches.ByLength(sequences, microBatchTokens))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            PolicySequence[] some = [.. part.Select(i => sequences[i])];
            using var trunk = new PaddedTrunkPass(model, some);
            using var head = new ResponseHead(model.Weights.Head, temperature);
            head.Forward(trunk.States, new ResponseTable(some, model.Device).Targets, keep: false);
            float[] all = head.LogProbabilities!.cpu().data<float>().ToArray(), entropies = head.Entropies!.cpu().data<float>().ToArray();
            int first = 0;
            foreach (int i in part)
            {
                int length = sequences[i].ResponseIds.Count;
                scores[i] = (all[first..(first + length)], entropies[first..(first + length)]);
                first += length;
            }
        }

        return scores;
    }
}
