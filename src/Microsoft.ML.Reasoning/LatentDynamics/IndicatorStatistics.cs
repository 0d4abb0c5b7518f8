namespace Microsoft.ML.Reasoning;

/// <summary>An indicator over the responses of which it is known.</summary>
/// <param name="Mean">The mean; NaN where it is known of none.</param>
/// <param name="StandardDeviation">The standard deviation (n - 1); NaN for fewer than two responses.</param>
/// <param name="Count">Of how many responses it is known.</param>
public readonly record struct IndicatorStatistics(double Mean, double StandardDeviation, int Count)
{
    internal static IndicatorStatistics Of(IEnumerable<double> values)
    {
        double[] known = [.. values.Where(double.IsFinite)];
        if (known.Length == 0)
            return new IndicatorStatistics(double.NaN, double.NaN, 0);
        double mean = known.Average();
        double deviation = known.Length < 2 ? double.NaN : Math.Sqrt(known.Sum(value => (value - mean) * (value - mean)) / (known.Length - 1));
        return new IndicatorStatistics(mean, deviation, known.Length);
    }
}
