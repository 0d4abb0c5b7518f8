namespace Microsoft.ML.Reasoning;

/// <summary>A line of a figure.</summary>
internal sealed record LineSeries(string Name, IReadOnlyList<(double X, double Y)> Points);
