namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Advantages of single tokens, from rewards of single tokens: one list a response.</summary>
public static class TokenAdvantages
{
    /// <summary>Generalised advantage estimation (arXiv 1506.02438, equation 16), and the returns that a critic learns.</summary>
    /// <param name="rewards">The reward of each token.</param>
    /// <param name="values">What the critic expected at each token.</param>
    /// <param name="discount">Gamma.</param>
    /// <param name="smoothing">Lambda.</param>
    public static (double[] Advantages, double[] Returns) Gae(
        IReadOnlyList<double> rewards, IReadOnlyList<double> values, double discount = 1, double smoothing = 1)
    {
        ArgumentNullException.ThrowIfNull(rewards);
        ArgumentNullException.ThrowIfNull(values);
        var advantages = new double[rewards.Count];
        var returns = new double[rewards.Count];
        double later = 0, next = 0;
        for (int t = rewards.Count - 1; t >= 0; t--)
        {
            later = rewards[t] + discount * next - values[t] + discount * smoothing * later;
            next = values[t];
            advantages[t] = later;
            returns[t] = later + values[t];
        }

        return (advantages, returns);
    }

    /// <summary>
    /// The discounted return of each token, scaled over all tokens of the batch (REINFORCE++, arXiv 2501.03262, section 3).
    /// </summary>
    /// <param name="rewards">The reward of each token; a reward of the whole response belongs to its last token.</param>
    /// <param name="discount">Gamma.</param>
    public static double[][] ReinforcePlusPlus(IReadOnlyList<IReadOnlyList<double>> rewards, double discount = 1)
    {
        ArgumentNullException.ThrowIfNull(rewards);
        return Whiten([.. rewards.Select(row => Gae(row, new double[row.Count], discount, 1).Advantages)]);
    }

    /// <summary>The reward less the mean of its group, scaled over all tokens of the batch (REINFORCE++ with baseline, arXiv 2501.03262).</summary>
    /// <param name="rewards">The reward of each response.</param>
    /// <param name="groups">The group of each response.</param>
    /// <param name="lengths">The number of tokens of each response.</param>
    public static double[][] ReinforcePlusPlusBaseline(IReadOnlyList<double> rewards, IReadOnlyList<int> groups, IReadOnlyList<int> lengths)
    {
        double[] centred = GroupAdvantages.Grpo(rewards, groups, AdvantageScale.None);
        return Whiten([.. centred.Select((value, i) => Enumerable.Repeat(value, lengths[i]).ToArray())]);
    }

    /// <summary>Shifts and scales the numbers of all lists to mean 0 and variance 1 (over n - 1, plus 1e-8).</summary>
    public static double[][] Whiten(IReadOnlyList<IReadOnlyList<double>> numbers)
    {
        ArgumentNullException.ThrowIfNull(numbers);
        double[] all = [.. numbers.SelectMany(row => row)];
        if (all.Length < 2)
            return [.. numbers.Select(row => new double[row.Count])];
        double mean = all.Average(), variance = all.Sum(value => (value - mean) * (value - mean)) / (all.Length - 1);
        double by = Math.Sqrt(variance + 1e-8);
        return [.. numbers.Select(row => row.Select(value => (value - mean) / by).ToArray())];
    }
}
