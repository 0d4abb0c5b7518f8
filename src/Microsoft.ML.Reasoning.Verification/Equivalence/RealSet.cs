namespace Microsoft.ML.Reasoning.Verification;

/// <summary>A set of real numbers as disjoint intervals in order. Ends are ordered by their values in floating point and compared exactly.</summary>
internal sealed class RealSet
{
    private const double SamePlace = 1e-12;
    private readonly List<RealInterval> _intervals;

    private RealSet(List<RealInterval> intervals) => _intervals = intervals;

    public static RealSet Empty { get; } = new([]);

    public static RealSet All { get; } = new([new(Infinite(-1), Infinite(1))]);

    public bool IsEmpty => _intervals.Count == 0;

    public static IntervalEnd Infinite(int sign) => new(null, sign * double.PositiveInfinity, false);

    public static RealSet Of(IntervalEnd low, IntervalEnd high) =>
        new RealInterval(low, high) is { IsEmpty: false } interval ? new([interval]) : Empty;

    public RealSet Union(RealSet other)
    {
        var merged = new List<RealInterval>();
        foreach (RealInterval next in _intervals.Concat(other._intervals).OrderBy(i => i.Low.Place).ThenByDescending(i => i.Low.IsIncluded))
        {
            if (merged.Count > 0 && merged[^1] is var last && Touch(last.High, next.Low))
                merged[^1] = new RealInterval(last.Low, Later(last.High, next.High));
            else
                merged.Add(next);
        }
        return new(merged);
    }

    public RealSet Intersect(RealSet other) => Complement().Union(other.Complement()).Complement();

    public RealSet Without(RealSet other) => Intersect(other.Complement());

    public RealSet Complement()
    {
        var gaps = new List<RealInterval>();
        IntervalEnd low = Infinite(-1);
        foreach (RealInterval interval in _intervals)
        {
            var gap = new RealInterval(low, interval.Low with { IsIncluded = !interval.Low.IsIncluded && double.IsFinite(interval.Low.Place) });
            if (!gap.IsEmpty)
                gaps.Add(gap);
            low = interval.High with { IsIncluded = !interval.High.IsIncluded && double.IsFinite(interval.High.Place) };
        }
        if (low.Place < double.PositiveInfinity)
            gaps.Add(new RealInterval(low, Infinite(1)));
        return new(gaps);
    }

    public bool Matches(RealSet other, Func<IntervalEnd, IntervalEnd, bool> same) =>
        _intervals.Count == other._intervals.Count
        && _intervals.Zip(other._intervals).All(p => same(p.First.Low, p.Second.Low) && same(p.First.High, p.Second.High));

    public override string ToString() => IsEmpty ? "∅" : string.Join(" ∪ ", _intervals.Select(i =>
        $"{(i.Low.IsIncluded ? '[' : '(')}{i.Low.Value?.Key ?? "-∞"}, {i.High.Value?.Key ?? "∞"}{(i.High.IsIncluded ? ']' : ')')}"));

    private static bool Touch(IntervalEnd high, IntervalEnd low) =>
        low.Place < high.Place || (Near(low.Place, high.Place) && (low.IsIncluded || high.IsIncluded));

    private static IntervalEnd Later(IntervalEnd a, IntervalEnd b) =>
        Near(a.Place, b.Place) ? (a.IsIncluded ? a : b) : a.Place > b.Place ? a : b;

    private static bool Near(double a, double b) => a == b || Math.Abs(a - b) <= SamePlace * Math.Max(Math.Abs(a), Math.Abs(b));
}
