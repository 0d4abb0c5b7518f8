namespace Microsoft.ML.Reasoning;

/// <summary>One panel of a figure.</summary>
internal sealed record LinePanel(string Title, IReadOnlyList<LineSeries> Series);
