using System.Globalization;
using System.Text;
using Microsoft.ML.Reasoning.Verification;

namespace Microsoft.ML.Reasoning;

/// <summary>Several strategies on the same problems with the same seed.</summary>
/// <param name="Entries">One for each strategy and temperature.</param>
/// <param name="ProblemCount">How many problems.</param>
/// <param name="BaselineName">The strategy that the others are compared with.</param>
/// <param name="BootstrapResamples">How often the problems were drawn again for the intervals.</param>
public sealed record StrategyComparison(
    IReadOnlyList<ComparisonEntry> Entries, int ProblemCount, string BaselineName, int BootstrapResamples)
{
    private static readonly int[] s_ks = [1, 4, 16];

    /// <summary>
    /// pass@k of a strategy less the baseline's, as the mean over the temperatures that both have: problems are drawn in pairs, the
    /// temperatures of a problem stay together.
    /// </summary>
    /// <param name="name">The strategy.</param>
    /// <param name="k">The number of samples.</param>
    /// <exception cref="ArgumentException">It has no temperature in common with the baseline.</exception>
    public ConfidenceInterval Difference(string name, int k)
    {
        var pairs = Entries.Where(entry => entry.Name == name)
            .Select(entry => (Entry: entry, Baseline: Entries.FirstOrDefault(other => other.Name == BaselineName && other.Temperature == entry.Temperature)))
            .Where(pair => pair.Baseline is not null).ToArray();
        if (pairs.Length == 0)
            throw new ArgumentException($"'{name}' and '{BaselineName}' have no temperature in common.", nameof(name));
        return Bootstrap.Difference(Mean(pairs.Select(pair => pair.Baseline!)), Mean(pairs.Select(pair => pair.Entry)), resamples: BootstrapResamples);

        double[] Mean(IEnumerable<ComparisonEntry> entries)
        {
            double[] sums = new double[ProblemCount];
            foreach (ComparisonEntry entry in entries)
                for (int i = 0; i < sums.Length; i++)
                    sums[i] += entry.ProblemPassAtK(k)[i] / pairs.Length;
            return sums;
        }
    }

    /// <summary>A table in Markdown: pass@k in percent with 95 % intervals, and the differences from the baseline in points.</summary>
    public override string ToString()
    {
        int[] ks = [.. s_ks.Where(k => k <= Entries.Min(entry => entry.PassAtK.Count))];
        var text = new StringBuilder();
        text.Append("| strategy | T |");
        foreach (int k in ks)
            text.Append(CultureInfo.InvariantCulture, $" pass@{k} | less {BaselineName} |");
        text.AppendLine(" tokens | think tokens | finished | seconds |");
        text.AppendLine(CultureInfo.InvariantCulture, $"|---|---|{string.Concat(ks.Select(_ => "---|---|"))}---|---|---|---|");
        foreach (ComparisonEntry entry in Entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {entry.Name} | {entry.Temperature:0.0##} |");
            foreach (int k in ks)
                text.Append(CultureInfo.InvariantCulture, $" {Percent(entry.PassAtK[k - 1], "0.0")} | {(entry.Difference is null ? "" : Percent(entry.Difference[k - 1], "+0.0;-0.0;0.0"))} |");
            text.AppendLine(CultureInfo.InvariantCulture,
                $" {entry.MeanTokens:0.0} | {(double.IsNaN(entry.MeanThinkTokens) ? "" : Number(entry.MeanThinkTokens, "0.0"))} | {100 * entry.FinishedShare:0.0} % | {entry.Seconds:0.0} |");
        }

        return text.ToString();
    }

    /// <summary>A figure, as SVG: pass@k against k, a panel for each temperature.</summary>
    public string ToSvg()
    {
        float[] temperatures = [.. Entries.Select(entry => entry.Temperature).Distinct().Where(temperature => temperature > 0).Order()];
        string[] names = [.. Entries.Select(entry => entry.Name).Distinct()];
        return new LinePlot
        {
            Title = $"pass@k of {ProblemCount} problems", XLabel = "k, samples of a problem", YLabel = "percent", IsLogarithmic = true, SeriesNames = names,
            Panels =
            [
                .. temperatures.Select(temperature => new LinePanel(
                    string.Create(CultureInfo.InvariantCulture, $"temperature {temperature:0.0##}"),
                    [
                        .. Entries.Where(entry => entry.Temperature == temperature || entry.Temperature == 0).Select(entry => new LineSeries(
                            entry.Name, [.. entry.PassAtK.Select((value, i) => (i + 1.0, 100 * value.Estimate))])),
                    ])),
            ],
        }.ToSvg();
    }

    private static string Percent(ConfidenceInterval value, string format) =>
        $"{Number(100 * value.Estimate, format)} [{Number(100 * value.Lower, format)}, {Number(100 * value.Upper, format)}]";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
