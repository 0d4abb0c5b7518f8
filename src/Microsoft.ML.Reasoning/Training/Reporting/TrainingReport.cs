using System.Globalization;
using System.Net;
using System.Text;

namespace Microsoft.ML.Reasoning;

/// <summary>The curves of a run on one page that opens from a file.</summary>
internal static class TrainingReport
{
    private static readonly string[] s_first =
    [
        MetricNames.Reward, MetricNames.Entropy, MetricNames.Dispersion, MetricNames.RankAcceleration, MetricNames.EffectiveRank,
        MetricNames.Length, MetricNames.ZeroVariance, MetricNames.Truncated,
    ];

    public static void Write(string path, string title, IReadOnlyList<StepRecord> records)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture,
            $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{WebUtility.HtmlEncode(title)}</title><style>body{{font-family:sans-serif;margin:2em}}svg{{margin:0 1em 1em 0}}td,th{{padding:.15em .8em;text-align:right}}td:first-child,th:first-child{{text-align:left}}</style></head><body><h1>{WebUtility.HtmlEncode(title)}</h1>\n");
        if (records.Count > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p>{records[^1].Step} steps, {records[^1].Seconds:0} seconds.</p>\n<div>\n");
            foreach (string name in Names(records))
                page.Append(Chart(name, records));
            page.Append("</div>\n").Append(Table(records));
        }
        page.Append("</body></html>\n");
        string beside = path + ".unfinished";
        File.WriteAllText(beside, page.ToString());
        File.Move(beside, path, overwrite: true);
    }

    /// <summary>What a person looks at first comes first; the rest by name.</summary>
    private static IEnumerable<string> Names(IReadOnlyList<StepRecord> records)
    {
        string[] all = [.. records.SelectMany(record => record.Metrics.Keys).Distinct().Order(StringComparer.Ordinal)];
        string[] validation = [.. all.Where(name => name.StartsWith(MetricNames.ValidationPrefix, StringComparison.Ordinal))];
        string[] ahead = [.. s_first.Where(all.Contains), .. validation];
        return ahead.Concat(all.Except(ahead));
    }

    private static string Chart(string name, IReadOnlyList<StepRecord> records)
    {
        (int Step, double Value)[] points = [.. records.Select(record => (record.Step, record[name])).Where(point => double.IsFinite(point.Item2))];
        return points.Length == 0 ? "" : CurveChart.Draw(name, points) + "\n";
    }

    private static string Table(IReadOnlyList<StepRecord> records)
    {
        var table = new StringBuilder("<table><tr><th>metric</th><th>first</th><th>last</th></tr>\n");
        foreach (string name in Names(records))
        {
            double[] values = [.. records.Select(record => record[name]).Where(double.IsFinite)];
            if (values.Length > 0)
                table.Append(CultureInfo.InvariantCulture, $"<tr><td>{WebUtility.HtmlEncode(name)}</td><td>{values[0]:G4}</td><td>{values[^1]:G4}</td></tr>\n");
        }
        return table.Append("</table>\n").ToString();
    }
}
