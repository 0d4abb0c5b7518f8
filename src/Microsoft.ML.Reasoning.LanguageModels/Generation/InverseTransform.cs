using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Draws from discrete distributions with one random number a row.</summary>
public static class InverseTransform
{
    private static readonly double BelowOne = Math.BitDecrement(1.0);

    /// <summary>
    /// The first index whose cumulative weight exceeds the row's random number times the row's total. Sums are taken in double
    /// precision; an index of weight 0 is never drawn.
    /// </summary>
    /// <param name="weights">Weights [rows, values], not negative, not all 0 in a row; they need not sum to 1.</param>
    /// <param name="uniforms">Random numbers in [0, 1), float64 [rows].</param>
    /// <returns>Indexes, int64 [rows].</returns>
    public static Tensor Draw(Tensor weights, Tensor uniforms)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(uniforms);
        using DisposeScope scope = NewDisposeScope();
        long last = weights.shape[1] - 1;
        Tensor cumulative = weights.cumsum(1, ScalarType.Float64);
        // The largest double below the total keeps a product that was rounded up to it inside the last weight that is not 0.
        Tensor total = cumulative.narrow(1, last, 1);
        Tensor threshold = minimum(uniforms.unsqueeze(1) * total, total * BelowOne);
        // Nothing exceeds what is not a number: the last index, and a log-probability that is not a number either.
        return searchsorted(cumulative, threshold, right: true).squeeze(1).clamp_max(last).MoveToOuterDisposeScope();
    }
}
