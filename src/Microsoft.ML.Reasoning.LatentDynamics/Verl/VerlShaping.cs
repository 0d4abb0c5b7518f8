namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>VERL's bonus for responses whose states spread out more than those before (arXiv 2509.23808, section 4).</summary>
public static class VerlShaping
{
    private const double LargestDeviation = 5, Tiny = 1e-8;

    /// <summary>
    /// The bonus of each response, sum over measures of w tanh(deviation), and the running means after the step. Deviations are
    /// relative to the running means; t = sigmoid(gain deviation of ERA); w = t explore + (1 - t) exploit.
    /// </summary>
    /// <param name="state">The running means before the step.</param>
    /// <param name="measures">Of each response; one that could not be measured deviates by nothing and counts in no mean.</param>
    /// <param name="scores">The score of each response, for <see cref="VerlShapingOptions.ScaleByScore"/>.</param>
    /// <param name="options">The constants.</param>
    public static (double[] Bonuses, VerlState Next) Step(
        VerlState state, IReadOnlyList<VerlMeasures> measures, IReadOnlyList<double> scores, VerlShapingOptions options)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(measures);
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(options);
        VerlMeasures batch = new(Mean(measures, 0), Mean(measures, 1), Mean(measures, 2));
        double score = scores.Count > 0 ? scores.Average() : 0;
        if (state.Steps == 0)
        {
            return (new double[measures.Count], options.Lagged
                ? state with { Steps = 1, LastMeans = Known(batch, default) }
                : new VerlState(1, Known(batch, default), score, null));
        }

        double scale = options.ScaleByScore ? options.Weight * (1 - (state.Score + 1) / 2) : options.Weight;
        double[] bonuses = [.. measures.Select(response => scale * Bonus(response, state.Means, options))];
        VerlMeasures latest = state.LastMeans ?? Known(batch, state.Means);
        double step = options.MeanStep;
        var means = new VerlMeasures(
            Moved(state.Means.Acceleration, latest.Acceleration), Moved(state.Means.Velocity, latest.Velocity), Moved(state.Means.Rank, latest.Rank));
        return (bonuses, new VerlState(
            state.Steps + 1, means, Moved(state.Score, score), options.Lagged ? Known(batch, latest) : null));

        double Moved(double mean, double value) => (1 - step) * mean + step * value;
    }

    /// <summary>(value - mean) / |mean|, cut at 5 either way.</summary>
    public static double Deviation(double value, double mean) =>
        double.IsNaN(value) ? 0 : Math.Clamp((value - mean) / (Math.Abs(mean) + Tiny), -LargestDeviation, LargestDeviation);

    /// <summary>A + min(max(bonus, 0), |A| / kappa): a bonus never turns the sign of an advantage.</summary>
    public static double Shape(double advantage, double bonus, double kappa) =>
        advantage + Math.Min(Math.Max(bonus, 0), Math.Abs(advantage) / kappa);

    /// <summary>The advantages of a response's tokens, each of which had <paramref name="advantage"/>, after the bonus.</summary>
    /// <param name="advantage">The advantage of the response.</param>
    /// <param name="bonus">Its bonus.</param>
    /// <param name="tokens">Its length.</param>
    /// <param name="options">Which tokens have the bonus, and whether the advantage is its target at all.</param>
    public static float[] ShapeTokens(double advantage, double bonus, int tokens, VerlShapingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var shaped = new float[tokens];
        Array.Fill(shaped, (float)advantage);
        if (tokens == 0 || options.Target == VerlTarget.Reward)
            return shaped;
        float with = (float)Shape(advantage, bonus, options.Kappa);
        if (options.LastTokenOnly)
            shaped[^1] = with;
        else
            Array.Fill(shaped, with);
        return shaped;
    }

    private static double Bonus(VerlMeasures response, VerlMeasures means, VerlShapingOptions options)
    {
        double explore = 1 / (1 + Math.Exp(-options.Gain * Deviation(response.Acceleration, means.Acceleration))), sum = 0;
        for (int i = 0; i < 3; i++)
        {
            double weight = options.Control switch
            {
                VerlControl.Acceleration => explore * options.ExploreWeights[i] + (1 - explore) * options.ExploitWeights[i],
                VerlControl.Even => 0.5 * options.ExploreWeights[i] + 0.5 * options.ExploitWeights[i],
                _ => options.ExploreWeights[i] + options.ExploitWeights[i],
            };
            sum += weight * Math.Tanh(Deviation(response[i], means[i]));
        }

        return sum;
    }

    private static double Mean(IReadOnlyList<VerlMeasures> measures, int index)
    {
        double[] known = [.. measures.Select(response => response[index]).Where(value => !double.IsNaN(value))];
        return known.Length > 0 ? known.Average() : double.NaN;
    }

    /// <summary>Where no response could be measured, what was there before.</summary>
    private static VerlMeasures Known(VerlMeasures batch, VerlMeasures before) => new(
        double.IsNaN(batch.Acceleration) ? before.Acceleration : batch.Acceleration,
        double.IsNaN(batch.Velocity) ? before.Velocity : batch.Velocity,
        double.IsNaN(batch.Rank) ? before.Rank : batch.Rank);
}
