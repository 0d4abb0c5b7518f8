using System.Globalization;
using System.Text;

namespace LatentMetrics;

/// <summary>Means over groups of responses, as a table in Markdown.</summary>
internal static class GroupTable
{
    public static string Of(IReadOnlyList<MeasuredRow> rows)
    {
        var text = new StringBuilder();
        text.AppendLine("| problem | temperature | answer | responses | tokens | ER | ERV | ERA | DSD | max \\|λ\\| |");
        text.AppendLine("|---|---|---|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var group in rows.GroupBy(row => (row.Steps, row.Temperature, row.Correct)).OrderBy(group => group.Key.Steps)
            .ThenBy(group => group.Key.Temperature).ThenByDescending(group => group.Key.Correct))
            Line($"{group.Key.Steps} steps", Number(group.Key.Temperature, "0.0"), group.Key.Correct, [.. group]);
        foreach (var group in rows.GroupBy(row => row.Correct).OrderByDescending(group => group.Key))
            Line("all", "all", group.Key, [.. group]);
        return text.ToString();

        void Line(string problem, string temperature, bool correct, MeasuredRow[] group) => text.AppendLine(
            $"| {problem} | {temperature} | {(correct ? "right" : "wrong")} | {group.Length} | {Mean(group, row => row.TokenCount, "0")} | {Mean(group, row => row.Rank[0], "0.00")} " +
            $"| {Mean(group, row => row.Rank[1], "0.00")} | {Mean(group, row => row.Rank[2], "0.00")} " +
            $"| {Mean(group, row => row.Dsd, "0.0000")} | {Mean(group, row => row.LargestModulus, "0.00")} |");
    }

    private static string Mean(MeasuredRow[] group, Func<MeasuredRow, float> value, string format) => Number(group.Average(value), format);

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
