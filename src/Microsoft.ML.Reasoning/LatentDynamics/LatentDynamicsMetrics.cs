using System.Globalization;
using System.Text;
using Microsoft.ML.Reasoning.LatentDynamics;

namespace Microsoft.ML.Reasoning;

/// <summary>What the hidden states of the responses to a data set tell, by right and wrong responses.</summary>
public sealed record LatentDynamicsMetrics
{
    /// <summary>All responses.</summary>
    public required LatentDynamicsSummary All { get; init; }

    /// <summary>The right responses; null where there is none or the data does not tell.</summary>
    public required LatentDynamicsSummary? Right { get; init; }

    /// <summary>The wrong responses; null where there is none or the data does not tell.</summary>
    public required LatentDynamicsSummary? Wrong { get; init; }

    /// <summary>The diversity of the responses to each prompt, in the order in which prompts first occur.</summary>
    public required IReadOnlyList<PromptDynamics> Prompts { get; init; }

    /// <summary>Responses without a token: they have no mean state and take no part where one is needed.</summary>
    public required int EmptyCount { get; init; }

    /// <summary>Responses too short for a velocity, which is unknown for them.</summary>
    public required int NoVelocityCount { get; init; }

    /// <summary>Responses too short for an acceleration, which is unknown for them.</summary>
    public required int NoAccelerationCount { get; init; }

    /// <summary>Tables: the indicators, the metrics of the data set, the correlations over all responses.</summary>
    public override string ToString()
    {
        (string Name, LatentDynamicsSummary Summary)[] parts =
        [
            .. new (string, LatentDynamicsSummary?)[] { ("all", All), ("right", Right), ("wrong", Wrong) }
                .Where(part => part.Item2 is not null).Select(part => (part.Item1, part.Item2!)),
        ];
        var text = new StringBuilder();
        Line("responses", part => $"{part.ResponseCount}", part => "");
        text.AppendLine(CultureInfo.InvariantCulture, $"{"of a response: mean, deviation",-32}");
        foreach (string name in All.Indicators.Keys)
            Line(name, part => Number(part.Indicators[name].Mean), part => Number(part.Indicators[name].StandardDeviation));
        text.AppendLine("of the data set, responses in order: value, first and second differences");
        Series("ER", data => data.EffectiveRank);
        Series("log ER", data => data.LogEffectiveRank);
        Series("Rank", data => data.TraditionalRank);
        Series("Entropy", data => data.ResponseEntropy);
        Series("Curvature", data => data.Curvature);
        text.AppendLine("correlations over all responses").Append(All.Correlations).AppendLine();
        text.Append(CultureInfo.InvariantCulture, $"{Prompts.Count} prompts; without a token {EmptyCount}, ");
        text.Append(CultureInfo.InvariantCulture, $"too short for a velocity {NoVelocityCount}, for an acceleration {NoAccelerationCount}");
        return text.ToString();

        void Line(string name, Func<LatentDynamicsSummary, string> first, Func<LatentDynamicsSummary, string> second)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {name,-12}");
            foreach ((string part, LatentDynamicsSummary summary) in parts)
                text.Append(CultureInfo.InvariantCulture, $" {part,7} {first(summary),9} {second(summary),9}");
            text.AppendLine();
        }

        void Series(string name, Func<LatentIndicatorMeasurement, PrefixSeries> series)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {name,-12}");
            foreach ((string part, LatentDynamicsSummary summary) in parts)
            {
                PrefixSeries values = series(summary.DataSet);
                string velocity = summary.DataSet.Prefixes >= 2 ? Number(values.Velocity) : ".";
                string acceleration = summary.DataSet.Prefixes >= 3 ? Number(values.Acceleration) : ".";
                text.Append(CultureInfo.InvariantCulture, $" {part,7} {Number(values.Value),9} {velocity,9} {acceleration,9}");
            }

            text.AppendLine();
        }

        static string Number(double value) => double.IsNaN(value) ? "." : value.ToString("0.####", CultureInfo.InvariantCulture);
    }
}
