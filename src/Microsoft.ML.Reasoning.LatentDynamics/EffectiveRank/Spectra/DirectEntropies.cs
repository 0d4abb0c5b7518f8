using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>Entropies of prefixes from decompositions by torch: where nothing else promises the accuracy, and of very long states on a device.</summary>
internal static class DirectEntropies
{
    // Below this part of the largest, the root of an eigenvalue of a covariance has too few digits.
    private const double SmallestEigenvalue = 1e-11;

    /// <summary>The definition, word for word: a float64 decomposition of the first rows, of which there are at least two.</summary>
    public static double OfRows(Tensor states, int length)
    {
        using var scope = NewDisposeScope();
        return SpectralEntropy.Of(ResponseStates.ToArray(linalg.svdvals(ResponseStates.Centred(states.narrow(0, 0, length)))));
    }

    /// <summary>Prefixes with many more rows than features, ascending: from one covariance that grows.</summary>
    public static double[] OfCovariance(Tensor states, int[] lengths)
    {
        using var scope = NewDisposeScope();
        Tensor rows = ResponseStates.Centred(states);
        Tensor products = zeros([states.shape[1], states.shape[1]], ScalarType.Float64, states.device), sum = zeros_like(products[0]);
        var entropies = new double[lengths.Length];
        for (int j = 0, seen = 0; j < lengths.Length; seen = lengths[j++])
        {
            using var step = NewDisposeScope();
            Tensor added = rows.narrow(0, seen, lengths[j] - seen);
            products.add_(added.t().mm(added));
            sum.add_(added.sum([0L]));
            double[] values = ResponseStates.ToArray(linalg.eigvalsh(products - sum.outer(sum).div(lengths[j])));
            entropies[j] = values[0] > SmallestEigenvalue * values[^1]
                ? SpectralEntropy.Of([.. values.Select(Math.Sqrt)])
                : OfRows(states, lengths[j]);
        }

        return entropies;
    }
}
