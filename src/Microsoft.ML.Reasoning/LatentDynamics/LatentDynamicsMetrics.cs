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
        LatentDynamicsSummary[] parts = [.. new[] { All, Right, Wrong }.OfType<LatentDynamicsSummary>()];
        var text = new StringBuilder();
        Line("responses", part => $"{(part == All ? "all" : part == Right ? "right" : "wrong")} {part.ResponseCount}");
        Line("mean ± deviation of a response's", _ => "");
        foreach (string name in All.Indicators.Keys)
            Line($"  {name}", part => $"{Number(part.Indicators[name].Mean)} ± {Number(part.Indicators[name].StandardDeviation)}");
        Line("of the data set, in its order: value, first, second difference of its", _ => "");
        Line("  ER", part => Series(part.DataSet, part.DataSet.EffectiveRank));
        Line("  log ER", part => Series(part.DataSet, part.DataSet.LogEffectiveRank));
        Line("  Rank", part => Series(part.DataSet, part.DataSet.TraditionalRank));
        Line("  Entropy", part => Series(part.DataSet, part.DataSet.ResponseEntropy));
        Line("  Curvature", part => Series(part.DataSet, part.DataSet.Curvature));
        text.AppendLine("correlations over all responses").Append(All.Correlations).AppendLine();
        text.Append(CultureInfo.InvariantCulture, $"{Prompts.Count} prompts; without a token {EmptyCount}, ");
        text.Append(CultureInfo.InvariantCulture, $"too short for a velocity {NoVelocityCount}, for an acceleration {NoAccelerationCount}");
        return text.ToString();

        void Line(string name, Func<LatentDynamicsSummary, string> value)
        {
            string line = $"{name,-12}" + string.Concat(parts.Select(part => $" {value(part),27}"));
            text.AppendLine(line.TrimEnd());
        }

        static string Series(LatentIndicatorMeasurement data, PrefixSeries values) =>
            $"{Number(values.Value)}, {(data.Prefixes >= 2 ? Number(values.Velocity) : ".")}, {(data.Prefixes >= 3 ? Number(values.Acceleration) : ".")}";

        static string Number(double value) => double.IsNaN(value) ? "." : value.ToString("G4", CultureInfo.InvariantCulture);
    }
}
