using System.Numerics;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Decides whether two normal forms are equal.</summary>
internal static class ScalarComparison
{
    private const double Equal = 1e-12;

    /// <summary>
    /// Exactly, where cross-multiplying leaves nothing, or where what is left is a sum of independent roots and so not zero. Else by
    /// values at several points, against the size of the terms that cancel.
    /// </summary>
    public static bool AreEqual(RationalFunction a, RationalFunction b, WorkBudget budget)
    {
        Polynomial difference = a.Top.Times(b.Bottom, budget).Plus(b.Top.Times(a.Bottom, budget).Times(new Rational(-1)), budget);
        return difference.IsZero || (!IsRadical(difference) && VanishesEverywhere(difference, budget));
    }

    /// <summary>Whether a is c times b for one number c, which is not zero; the sign of c is given out.</summary>
    public static bool AreProportional(RationalFunction a, RationalFunction b, WorkBudget budget, out int sign)
    {
        sign = 0;
        if (a.Top.IsZero || b.Top.IsZero)
            return a.Top.IsZero && b.Top.IsZero;
        // One number for all terms: exact. Factors that are no rational numbers, as in x √2 = 2 against x = √2, need the points below.
        Polynomial top = a.Top.Times(b.Bottom, budget), bottom = b.Top.Times(a.Bottom, budget);
        ((Monomial first, Rational c1), (Monomial second, Rational c2)) = (top.Terms.First(), bottom.Terms.First());
        if (first.Key == second.Key && top.Plus(bottom.Times(-(c1 / c2)), budget).IsZero)
        {
            sign = (c1 / c2).Sign;
            return true;
        }
        if (IsPolynomial(top) && IsPolynomial(bottom))
            return false;
        Complex? ratio = null;
        int conclusive = 0;
        for (int i = 0; i < SamplePoint.Count; i++)
        {
            budget.Spend(a.Top.Count + b.Top.Count);
            var point = new SamplePoint(i);
            Complex quotient = a.At(point) / b.At(point);
            if (!Complex.IsFinite(quotient) || Complex.Abs(quotient) < 1e-300)
                continue;
            conclusive++;
            ratio ??= quotient;
            if (Complex.Abs(quotient - ratio.Value) > 1e-10 * Complex.Abs(ratio.Value))
                return false;
        }
        if (conclusive < 3 || Math.Abs(ratio!.Value.Imaginary) > 1e-10 * Complex.Abs(ratio.Value))
            return false;
        sign = Math.Sign(ratio.Value.Real);
        return true;
    }

    /// <summary>The value, where the expression is a real constant.</summary>
    public static double? Constant(RationalFunction value)
    {
        if (HasVariable(value.Top) || HasVariable(value.Bottom))
            return null;
        Complex number = value.At(new SamplePoint(0));
        return double.IsFinite(number.Real) && Math.Abs(number.Imaginary) <= 1e-12 * Math.Max(1, Math.Abs(number.Real)) ? number.Real : null;
    }

    // Where variables stand for real numbers, points at which a root or logarithm leaves the reals decide nothing: ln ab is ln a + ln b.
    // Only where no others are left do they count.
    private static bool VanishesEverywhere(Polynomial difference, WorkBudget budget)
    {
        int needed = HasVariable(difference) ? 3 : 1;
        if (needed == 1 && difference.Precise(budget) is { } precise && precise.Value.IsRoundingOf(precise.Size) is { } told)
            return told;
        bool real = needed > 1 && difference.Terms.All(t => t.Monomial.Factors.All(f => f.Atom.Kind != AtomKind.ImaginaryUnit));
        bool? verdict = real ? Vanishes(difference, needed, onlyReal: true, budget) : null;
        return verdict ?? Vanishes(difference, needed, onlyReal: false, budget) ?? false;
    }

    // Null where too few points say anything.
    private static bool? Vanishes(Polynomial difference, int needed, bool onlyReal, WorkBudget budget)
    {
        int conclusive = 0;
        for (int i = 0; i < SamplePoint.Count; i++)
        {
            budget.Spend(8 * difference.Count);
            (Complex value, double size, bool isReal) = difference.At(new SamplePoint(i));
            if (!Complex.IsFinite(value) || !double.IsFinite(size) || size == 0 || (onlyReal && !isReal))
                continue;
            conclusive++;
            if (Complex.Abs(value) > Equal * size)
                return false;
        }
        return conclusive >= needed ? true : null;
    }

    private static bool IsPolynomial(Polynomial polynomial) =>
        polynomial.Terms.All(t => t.Monomial.Factors.All(f => f.Atom.Kind == AtomKind.Variable && f.Exponent.IsInteger));

    private static bool IsRadical(Polynomial polynomial) =>
        polynomial.Terms.All(t => t.Monomial.Factors.All(f => f.Atom.Kind is AtomKind.Prime || (f.Atom.Kind == AtomKind.ImaginaryUnit && f.Exponent.IsInteger)));

    // An atom of a function has its variables inside: two points tell.
    private static bool HasVariable(Polynomial polynomial) => polynomial.Terms.Any(t => t.Monomial.Factors.Any(f =>
        f.Atom.Kind == AtomKind.Variable
        || (f.Atom.Kind == AtomKind.Transcendental && f.Atom.At(new SamplePoint(0)) is var first && f.Atom.At(new SamplePoint(4)) is var second
            && first != second && !(Complex.IsNaN(first) && Complex.IsNaN(second)))));
}
