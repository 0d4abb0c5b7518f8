namespace Microsoft.ML.Reasoning.Verification;

/// <content>Ratios and times of day.</content>
internal sealed partial class Equivalence
{
    // 4:30 p.m. is 16:30; where one side leaves the half of the day out, 4:30 is 4:30 p.m. A ratio is reduced, a time is not.
    private bool CompareTimes(MathNode gold, MathNode answer)
    {
        if (!Parts(gold).Skip(1).SequenceEqual(Parts(answer).Skip(1)))
            return false;
        Rational expected = Parts(gold)[0], found = Parts(answer)[0];
        if (gold.Name.Length > 0 && answer.Name.Length > 0)
            return Hour(expected, gold.Name) == Hour(found, answer.Name);
        return expected == found || (gold.Name.Length > 0 && Hour(expected, gold.Name) == found) || (answer.Name.Length > 0 && expected == Hour(found, answer.Name));
    }

    // 3 p.m. and 3.
    private bool CompareHours(MathNode gold, MathNode answer)
    {
        (MathNode time, MathNode other) = gold.Kind == NodeKind.Ratio ? (gold, answer) : (answer, gold);
        return time.Children.Count == 2 && _algebra.Scalar(time.Last)?.Top.IsZero == true && other.Kind is NodeKind.Number or NodeKind.Unit && Equal(time.First, other);
    }

    private Rational[] Parts(MathNode time) => [.. time.Children.Select(c => _algebra.Scalar(c)?.AsNumber ?? new Rational(-1))];

    private static Rational Hour(Rational hour, string half)
    {
        var twelve = new Rational(12);
        return half == "pm" ? (hour < twelve ? hour + twelve : hour) : hour == twelve ? Rational.Zero : hour;
    }

    private bool CompareRatios(MathNode gold, MathNode answer)
    {
        if (gold.Children.Count != answer.Children.Count || (gold.Name != answer.Name && gold.Name.Length > 0 && answer.Name.Length > 0))
            return false;
        if (gold.Children.Zip(answer.Children).All(p => Equal(p.First, p.Second)))
            return true;
        if (gold.Name.Length + answer.Name.Length > 0)
            return false;
        // 1 : 2 : 3 is 2 : 4 : 6: every part to the first as on the other side.
        for (int i = 1; i < gold.Children.Count; i++)
            if (_algebra.Scalar(gold.Children[i]) is not { } a || _algebra.Scalar(answer.First) is not { } b || _algebra.Scalar(gold.First) is not { } c
                || _algebra.Scalar(answer.Children[i]) is not { } d || a.Top.IsZero || b.Top.IsZero || c.Top.IsZero || d.Top.IsZero
                || !ScalarComparison.AreEqual(a.Times(b, _budget), c.Times(d, _budget), _budget))
                return false;
        return true;
    }
}
