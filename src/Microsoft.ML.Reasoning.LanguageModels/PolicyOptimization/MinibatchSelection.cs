using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The tokens of a whole minibatch that its loss treats in another way, found before the minibatch is cut into parts.</summary>
/// <param name="TokenWeights">A factor on the policy loss of each token; null: 1.</param>
/// <param name="RatioPenalties">The weight of each token's |log ratio|; null: 0.</param>
internal sealed record MinibatchSelection(float[][]? TokenWeights, float[][]? RatioPenalties)
{
    public static MinibatchSelection Of(
        IReadOnlyList<PolicySequence> minibatch, PolicyLossOptions loss, RandomKey key, Func<double[][]> entropies)
    {
        float[][]? weights = null, penalties = null;
        if (loss.TopEntropyShare == 1 && !loss.SelectsByCovariance)
            return new MinibatchSelection(null, null);
        float[][] masks = [.. minibatch.Select(sequence => All(sequence.Mask, sequence, 1))];
        if (loss.TopEntropyShare < 1)
            weights = TokenSelection.HighestEntropy(entropies(), masks, loss.TopEntropyShare);
        if (loss.SelectsByCovariance)
        {
            double[][] covariances = TokenSelection.Covariances(
                [.. minibatch.Select(sequence => sequence.OldLogProbabilities!)],
                [.. minibatch.Select(sequence => All(sequence.Advantages, sequence, (float)sequence.Advantage))],
                masks);
            if (loss.KlCovShare > 0)
            {
                float coefficient = (float)loss.KlCovCoefficient;
                penalties = Map(TokenSelection.HighestCovariance(covariances, loss.KlCovShare), (_, _, selected) => selected * coefficient);
            }

            if (loss.ClipCovShare > 0)
            {
                float[][] dropped = TokenSelection.RandomCovariance(covariances, loss.ClipCovShare, loss.ClipCovLow, loss.ClipCovHigh, key);
                weights = Map(dropped, (i, t, selected) => (1 - selected) * (weights?[i][t] ?? 1));
            }
        }

        return new MinibatchSelection(weights, penalties);
    }

    private static float[] All(IReadOnlyList<float>? given, PolicySequence sequence, float missing) =>
        given is null ? [.. Enumerable.Repeat(missing, sequence.ResponseIds.Count)] : [.. given];

    private static float[][] Map(float[][] rows, Func<int, int, float, float> value) =>
        [.. rows.Select((row, i) => row.Select((number, t) => value(i, t, number)).ToArray())];
}
