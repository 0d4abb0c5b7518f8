using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>Effective rank (ER) of the hidden states of responses, its velocity (ERV) and acceleration (ERA).</summary>
/// <remarks>
/// With s the singular values of the rows less their mean and p = s / (sum s + 1e-8), ER = exp(-sum p ln(p + 1e-8)): how many directions
/// the states use, on an equal footing. ERV and ERA are mean first and second differences of ER over growing prefixes of a response:
/// with m_j the ER of the first j Stride + 1 rows, delta_j = m_j - mean(m_1 .. m_(j-1)), ERV is the mean of delta_2, delta_3, ... and ERA that of
/// delta_3 - delta_2, delta_4 - delta_3, ... Fewer than two rows have ER 0, identical rows have ER 1.
/// </remarks>
public static class EffectiveRank
{
    /// <summary>Measures each response.</summary>
    /// <param name="responses">A matrix [tokens, width] for each response, of any floating-point type, on any device.</param>
    /// <param name="options">Stride, rows and accuracy; default: all rows, stride 40, exact.</param>
    /// <param name="cancellationToken">Stops between two responses.</param>
    /// <returns>One measurement for each response, in order.</returns>
    /// <exception cref="ArgumentException">A response is no matrix of finite floating-point numbers; the message says which.</exception>
    public static EffectiveRankMeasurement[] Measure(
        IReadOnlyList<Tensor> responses, EffectiveRankOptions? options = null, CancellationToken cancellationToken = default)
    {
        ResponseStates.Check(responses);
        options ??= new EffectiveRankOptions();
        using var _ = no_grad();
        var measured = new EffectiveRankMeasurement[responses.Count];
        for (int i = 0; i < measured.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            ResponseStates.CheckFinite(responses, i);
            measured[i] = Measure(responses[i].to(ScalarType.Float64), options);
        }

        return measured;
    }

    private static EffectiveRankMeasurement Measure(Tensor states, EffectiveRankOptions options)
    {
        long rows = states.shape[0], kept = Math.Min(rows, options.MaxTokens ?? rows);
        Tensor last = states.narrow(0, rows - kept, kept);
        double[] ranks = [.. PrefixDifferences.Lengths((int)kept, options.Stride).Select(length => Rank(last.narrow(0, 0, length)))];
        (double velocity, double acceleration) = PrefixDifferences.Of(ranks);
        return new EffectiveRankMeasurement(Rank(states), velocity, acceleration, ranks.Length);
    }

    private static double Rank(Tensor states)
    {
        if (states.shape[0] < 2)
            return 0;
        using var scope = NewDisposeScope();
        return Math.Exp(SpectralEntropy.Of(ResponseStates.ToArray(linalg.svdvals(ResponseStates.Centred(states)))));
    }
}
