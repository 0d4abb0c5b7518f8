namespace Microsoft.ML.Reasoning.Verification;

/// <summary>An end of an interval: a value or an infinity, and whether it belongs to the interval.</summary>
internal readonly record struct IntervalEnd(RationalFunction? Value, double Place, bool IsIncluded);
