using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The terms that ReLaX (arXiv 2512.07558) adds to the loss of a policy.</summary>
public static class RelaxObjective
{
    /// <summary>
    /// The sum over groups of log(1/R sum_i exp(-w_i DSD_i)), to be minimised, with w_i = max(A_i, 0) (equation 10), or w_i = 1
    /// without shaping (equation 9). The published loss is its mean over groups, times alpha.
    /// </summary>
    /// <param name="dispersions">The dispersion of each response, [responses]; differentiable.</param>
    /// <param name="advantages">The advantage of each response.</param>
    /// <param name="groups">The prompt that each response answers; groups must be whole.</param>
    /// <param name="options">Shaping and suspension.</param>
    /// <param name="threshold">The dispersion above which exploration is suspended, if the options say so.</param>
    /// <returns>A scalar.</returns>
    public static Tensor ExplorationLoss(
        Tensor dispersions, IReadOnlyList<double> advantages, IReadOnlyList<int> groups, RelaxOptions options, double threshold = double.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(dispersions);
        ArgumentNullException.ThrowIfNull(advantages);
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(options);
        if (dispersions.dim() != 1 || dispersions.shape[0] != groups.Count || advantages.Count != groups.Count)
        {
            throw new ArgumentException(
                $"There are {groups.Count} groups, {advantages.Count} advantages and dispersions [{string.Join(", ", dispersions.shape)}].", nameof(groups));
        }

        using DisposeScope scope = NewDisposeScope();
        double[] weights = [.. advantages.Select(options.WeightOf)];
        Tensor measured = options.SuspendAboveThreshold
            ? where(dispersions.detach().gt(threshold), dispersions.detach(), dispersions)
            : dispersions;
        Tensor exponents = measured.mul(tensor(weights, device: dispersions.device).to(dispersions.dtype)).neg();
        Tensor[] terms =
        [
            .. Enumerable.Range(0, groups.Count).GroupBy(i => groups[i]).Select(group =>
            {
                long[] members = [.. group.Select(i => (long)i)];
                return exponents.index_select(0, tensor(members, device: dispersions.device)).logsumexp(0).sub(Math.Log(members.Length));
            }),
        ];
        return stack(terms).sum().MoveToOuterDisposeScope();
    }

    /// <summary>The factor on each response's divergence from the initial policy: 1 above the threshold, else 0 (equation 11).</summary>
    /// <param name="dispersions">The dispersion of each response.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="options">Whether all responses count.</param>
    public static float[] DivergenceWeights(IReadOnlyList<double> dispersions, double threshold, RelaxOptions options)
    {
        ArgumentNullException.ThrowIfNull(dispersions);
        ArgumentNullException.ThrowIfNull(options);
        return [.. dispersions.Select(dispersion => options.UniformDivergence || dispersion > threshold ? 1f : 0f)];
    }
}
