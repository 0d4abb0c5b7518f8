using System.Numerics;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>
/// The rule for numbers of which one is written with decimals: at most half a unit in the given decimal place apart, and at most a
/// hundred such units of the gold answer as a share of it, so that a tiny number is not taken for zero: for six places 0.0000005 and 0.005 %.
/// </summary>
internal static class DecimalTolerance
{
    public static bool AreClose(Rational gold, Rational answer, int places)
    {
        Rational absolute = new Rational(1, 2) * new Rational(10).Power(-places), relative = gold.Abs() * absolute * new Rational(100);
        return (gold - answer).Abs() <= (absolute < relative ? absolute : relative);
    }

    /// <summary>The same for expressions, at every point where they have a value.</summary>
    public static bool AreClose(RationalFunction gold, RationalFunction answer, int places, WorkBudget budget)
    {
        if (gold.AsNumber is { } a && answer.AsNumber is { } b)
            return AreClose(a, b, places);
        int conclusive = 0;
        for (int i = 0; i < SamplePoint.Count; i++)
        {
            budget.Spend(20);
            var point = new SamplePoint(i);
            Complex expected = gold.At(point), found = answer.At(point);
            if (!Complex.IsFinite(expected) || !Complex.IsFinite(found))
                continue;
            conclusive++;
            if (Complex.Abs(expected - found) > 0.5 * Math.Pow(10, -places) * Math.Min(1, 100 * Complex.Abs(expected)))
                return false;
        }
        return conclusive >= 3;
    }
}
