namespace Microsoft.ML.Reasoning.Verification;

/// <summary>An interval of real numbers.</summary>
internal readonly record struct RealInterval(IntervalEnd Low, IntervalEnd High)
{
    public bool IsEmpty => Low.Place > High.Place || (Low.Place == High.Place && !(Low.IsIncluded && High.IsIncluded));
}
