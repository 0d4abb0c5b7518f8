namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Advantages of whole responses, from their rewards: <c>groups[i]</c> is the number of the prompt that response i answers.</summary>
public static class GroupAdvantages
{
    /// <summary>
    /// (r - mean of the group) / (standard deviation + epsilon) (GRPO, arXiv 2402.03300, section 4.1.2), deviations over n - 1. A
    /// response that is alone in its group has the advantage 0.
    /// </summary>
    /// <param name="rewards">The rewards; NaN for a response that nobody could judge: it counts nowhere and has the advantage 0.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="scale">What the difference is divided by.</param>
    /// <param name="epsilon">What is added to the standard deviation.</param>
    public static double[] Grpo(
        IReadOnlyList<double> rewards, IReadOnlyList<int> groups, AdvantageScale scale = AdvantageScale.Group, double epsilon = 1e-4)
    {
        double all = scale == AdvantageScale.Batch ? Deviation([.. Known(rewards)]) + epsilon : 1;
        return ByGroup(rewards, groups, values =>
        {
            double mean = values.Average(), by = scale == AdvantageScale.Group ? Deviation(values) + epsilon : all;
            return value => (value - mean) / by;
        });
    }

    /// <summary>
    /// Several rewards of each response, each scaled by the mean and standard deviation of its group, summed with weights, and the
    /// sum scaled over the batch (GDPO, arXiv 2601.05242): a reward with a large spread does not drown the others.
    /// </summary>
    /// <param name="rewards">For each reward function its rewards; NaN where it gave none.</param>
    /// <param name="weights">The weight of each function.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="epsilon">What is added to standard deviations.</param>
    public static double[] NormalizedThenSummed(
        IReadOnlyList<IReadOnlyList<double>> rewards, IReadOnlyList<double> weights, IReadOnlyList<int> groups, double epsilon = 1e-4)
    {
        ArgumentNullException.ThrowIfNull(groups);
        double[][] scaled = [.. rewards.Select(values => Grpo(values, groups, AdvantageScale.Group, epsilon))];
        double[] sums =
        [
            .. groups.Select((_, i) => rewards.All(values => double.IsNaN(values[i]))
                ? double.NaN
                : Enumerable.Range(0, scaled.Length).Sum(f => weights[f] * scaled[f][i])),
        ];
        double[] known = [.. Known(sums)];
        if (known.Length < 2)
            return new double[groups.Count];
        double mean = known.Average(), by = Deviation(known) + epsilon;
        return [.. sums.Select(sum => double.IsNaN(sum) ? 0 : (sum - mean) / by)];
    }

    /// <summary>r minus the mean of the other responses of the group (RLOO, arXiv 2402.14740, equation 5).</summary>
    public static double[] Rloo(IReadOnlyList<double> rewards, IReadOnlyList<int> groups) => ByGroup(rewards, groups, values =>
    {
        double mean = values.Average(), n = values.Length;
        return value => (value - mean) * n / (n - 1);
    });

    /// <summary>r minus the mean of the group weighted by lengths, the baseline of least variance (OPO, arXiv 2505.23585, equation 5).</summary>
    public static double[] Opo(IReadOnlyList<double> rewards, IReadOnlyList<int> groups, IReadOnlyList<int> lengths)
    {
        ArgumentNullException.ThrowIfNull(rewards);
        ArgumentNullException.ThrowIfNull(lengths);
        var advantages = new double[rewards.Count];
        foreach (int[] members in Members(rewards, groups))
        {
            double tokens = members.Sum(i => (double)lengths[i]), baseline = members.Sum(i => rewards[i] * lengths[i]) / tokens;
            foreach (int i in members)
                advantages[i] = rewards[i] - baseline;
        }

        return advantages;
    }

    /// <summary>r minus the reward of the greedy answer to the same prompt (ReMax, arXiv 2310.10505, equation 3).</summary>
    public static double[] Remax(IReadOnlyList<double> rewards, IReadOnlyList<double> greedyRewards)
    {
        ArgumentNullException.ThrowIfNull(rewards);
        ArgumentNullException.ThrowIfNull(greedyRewards);
        return [.. rewards.Zip(greedyRewards, (reward, greedy) => double.IsNaN(reward) ? 0 : reward - greedy)];
    }

    /// <summary>
    /// The mean advantage of a response over all subsets of k of its group, each of which is rewarded if one of its members is right
    /// (Pass@k Training, arXiv 2508.10751, equations 11 to 15).
    /// </summary>
    /// <param name="rewards">A response is right above <paramref name="threshold"/>.</param>
    /// <param name="groups">The groups; one with fewer than k + 1 members has the advantage 0.</param>
    /// <param name="k">The size of the subsets.</param>
    /// <param name="threshold">The highest reward of a wrong response.</param>
    public static double[] PassAtK(IReadOnlyList<double> rewards, IReadOnlyList<int> groups, int k, double threshold = 0.5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        return ByGroup(rewards, groups, values =>
        {
            int n = values.Length, wrong = values.Count(value => !(value > threshold));
            if (k >= n)
                return _ => 0;
            double mean = 1 - ShareWithout(n, wrong, k), deviation = Math.Sqrt(mean * (1 - mean));
            if (deviation == 0)
                return _ => 0;
            double right = (1 - mean) / deviation, failed = (1 - mean - ShareWithout(n - 1, wrong - 1, k - 1)) / deviation;
            return value => value > threshold ? right : failed;
        });
    }

    /// <summary>C(wrong, k) / C(n, k): the share of subsets of k of n that hold none of the right ones.</summary>
    private static double ShareWithout(int n, int wrong, int k)
    {
        double share = 1;
        for (int i = 0; i < k; i++)
            share *= Math.Max(0.0, wrong - i) / (n - i);
        return share;
    }

    /// <summary>Applies to each member what its group's values make of it; lonely members and those without a reward get 0.</summary>
    private static double[] ByGroup(IReadOnlyList<double> rewards, IReadOnlyList<int> groups, Func<double[], Func<double, double>> advantageOf)
    {
        ArgumentNullException.ThrowIfNull(rewards);
        var advantages = new double[rewards.Count];
        foreach (int[] members in Members(rewards, groups))
        {
            if (members.Length < 2)
                continue;
            Func<double, double> advantage = advantageOf([.. members.Select(i => rewards[i])]);
            foreach (int i in members)
                advantages[i] = advantage(rewards[i]);
        }

        return advantages;
    }

    private static IEnumerable<int[]> Members(IReadOnlyList<double> rewards, IReadOnlyList<int> groups)
    {
        ArgumentNullException.ThrowIfNull(rewards);
        ArgumentNullException.ThrowIfNull(groups);
        if (groups.Count != rewards.Count)
            throw new ArgumentException($"There are {rewards.Count} rewards and {groups.Count} groups.", nameof(groups));
        return Enumerable.Range(0, rewards.Count).Where(i => !double.IsNaN(rewards[i])).GroupBy(i => groups[i]).Select(group => group.ToArray());
    }

    private static IEnumerable<double> Known(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.Where(value => !double.IsNaN(value));
    }

    private static double Deviation(double[] values)
    {
        if (values.Length < 2)
            return 0;
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
    }
}
