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
        var measured = new EffectiveRankMeasurement[responses.Count];
        var finite = new bool[responses.Count];
        var parallel = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Math.Max(1, get_num_threads()) };
        Parallel.For(0, responses.Count, parallel, () => new RankEngine(), (i, _, engine) =>
        {
            using var gradients = no_grad();
            using var scope = NewDisposeScope();
            try
            {
                measured[i] = PrefixRanks.Measure(responses[i], options, engine);
                finite[i] = true;
            }
            catch (NotFiniteNumberException)
            {
                finite[i] = false;
            }

            return engine;
        }, _ => { });
        int bad = Array.IndexOf(finite, false);
        return bad < 0
            ? measured
            : throw new ArgumentException($"The states of response {bad} are not all finite numbers.", nameof(responses));
    }
}
