using System.Globalization;
using System.Text;

namespace Microsoft.ML.Reasoning;

/// <summary>How far a training has come, and what its last step was like.</summary>
/// <param name="Step">Steps made so far; 0 before the first.</param>
/// <param name="TotalSteps">Steps in all, unless an early stop ends the run before; null where the clock ends it.</param>
/// <param name="Elapsed">The time of training so far, that before a resumption included.</param>
/// <param name="Remaining">The time left, as far as can be told.</param>
/// <param name="Metrics">Every metric of the step by name.</param>
public sealed record GrpoProgress(
    int Step, int? TotalSteps, TimeSpan Elapsed, TimeSpan Remaining, IReadOnlyDictionary<string, double> Metrics)
{
    /// <summary>The mean reward of the rollout.</summary>
    public double Reward => Value(MetricNames.Reward);

    /// <summary>One line for a person; what was not measured is left out.</summary>
    public override string ToString()
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"step {Step}{(TotalSteps is { } total ? $"/{total}" : "")}");
        Part(MetricNames.Reward, "reward", "0.000");
        foreach ((string name, double value) in Metrics.Where(metric => IsRewardOfFunction(metric.Key) && double.IsFinite(metric.Value)))
            line.Append(CultureInfo.InvariantCulture, $"  {name["reward/".Length..^"/mean".Length]} {value:0.000}");
        Part(MetricNames.Entropy, "entropy", "0.0000");
        Part(MetricNames.Dispersion, "dsd", "G3");
        Part(MetricNames.EffectiveRank, "er", "0.00");
        Part(MetricNames.Divergence, "kl", "0.0000");
        Share(MetricNames.ClipFraction, "clip");
        Part(MetricNames.Length, "length", "0.0");
        Share(MetricNames.Truncated, "cut off");
        Share(MetricNames.ZeroVariance, "zero variance");
        Part(MetricNames.TokensPerSecond, "tokens/s", "0");
        foreach ((string name, double value) in Metrics.Where(metric => metric.Key.StartsWith(MetricNames.SecondsPrefix, StringComparison.Ordinal)))
            line.Append(CultureInfo.InvariantCulture, $"  {name[MetricNames.SecondsPrefix.Length..]} {value:0.00}s");
        foreach ((string name, double value) in Metrics.Where(metric => metric.Key.StartsWith(MetricNames.ValidationPrefix, StringComparison.Ordinal)))
            line.Append(CultureInfo.InvariantCulture, $"  {name} {value:0.000}");
        line.Append(CultureInfo.InvariantCulture, $"  {Remaining:hh\\:mm\\:ss} left");
        return line.ToString();

        void Part(string name, string label, string format)
        {
            if (double.IsFinite(Value(name)))
                line.Append(CultureInfo.InvariantCulture, $"  {label} {Value(name).ToString(format, CultureInfo.InvariantCulture)}");
        }

        void Share(string name, string label)
        {
            if (double.IsFinite(Value(name)))
                line.Append(CultureInfo.InvariantCulture, $"  {label} {100 * Value(name):0} %");
        }
    }

    private static bool IsRewardOfFunction(string name) =>
        name != MetricNames.Reward && name.StartsWith("reward/", StringComparison.Ordinal) && name.EndsWith("/mean", StringComparison.Ordinal);

    private double Value(string name) => Metrics.TryGetValue(name, out double value) ? value : double.NaN;
}
