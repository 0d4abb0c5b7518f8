using System.Numerics;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Roots of sums in their plainest form: √(3 + 2√2) is 1 + √2, and √(4 + 4√3) is 2 √(1 + √3).</summary>
internal static class NestedRoot
{
    /// <summary>Null where the root has no plainer form.</summary>
    public static RationalFunction? Denest(RationalFunction value, Rational exponent, AlgebraicPowers powers, WorkBudget budget)
    {
        if (value.Bottom.AsNumber != Rational.One || value.Top.Count < 2)
            return null;
        Rational content = Content(value.Top);
        if (content != Rational.One)
            return powers.Power(RationalFunction.Of(content), RationalFunction.Of(exponent)) is { } outside
                && powers.Power(RationalFunction.Of(value.Top.Times(Rational.One / content)), RationalFunction.Of(exponent)) is { } inside
                ? outside.Times(inside, budget) : null;
        return exponent.Denominator == 2 && value.Top.Count == 2 && SquareRoot(value.Top, powers, budget) is { } root
            ? powers.Power(root, RationalFunction.Of(new Rational(exponent.Numerator))) : null;
    }

    // √(a ± √q) = √((a + s) / 2) ± √((a - s) / 2) with s = √(a² - q), where s is rational.
    private static RationalFunction? SquareRoot(Polynomial sum, AlgebraicPowers powers, WorkBudget budget)
    {
        (Monomial Monomial, Rational Coefficient)[] terms = [.. sum.Terms];
        if (terms[0].Monomial.Factors.Count != 0 || terms[1].Monomial.Factors.Any(f => f.Atom.Kind != AtomKind.Prime))
            return null;
        Rational a = terms[0].Coefficient;
        Polynomial radical = Polynomial.Of(terms[1].Monomial, terms[1].Coefficient);
        if (a.Sign <= 0 || radical.Times(radical, budget).AsNumber is not { } square || Root(a * a - square) is not { } s)
            return null;
        var half = new Rational(1, 2);
        if (powers.Power(RationalFunction.Of((a + s) * half), RationalFunction.Of(half)) is not { } large
            || powers.Power(RationalFunction.Of((a - s) * half), RationalFunction.Of(half)) is not { } small)
            return null;
        return terms[1].Coefficient.Sign > 0 ? large.Plus(small, budget) : large.Minus(small, budget);
    }

    // The number that all coefficients are integer multiples of, without a common factor left.
    private static Rational Content(Polynomial sum)
    {
        BigInteger top = 0, bottom = 1;
        foreach ((Monomial _, Rational coefficient) in sum.Terms)
        {
            top = BigInteger.GreatestCommonDivisor(top, coefficient.Numerator);
            bottom = bottom / BigInteger.GreatestCommonDivisor(bottom, coefficient.Denominator) * coefficient.Denominator;
        }
        return new Rational(top, bottom);
    }

    private static Rational? Root(Rational square)
    {
        if (square.Sign < 0 || square.Numerator.GetBitLength() > 900 || square.Denominator.GetBitLength() > 900)
            return null;
        return Root(square.Numerator) is { } top && Root(square.Denominator) is { } bottom ? new Rational(top, bottom) : null;
    }

    private static BigInteger? Root(BigInteger square)
    {
        if (square.IsZero)
            return square;
        BigInteger root = BigInteger.One << (int)((square.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + square / root) >> 1;
            if (next >= root)
                return root * root == square ? root : null;
            root = next;
        }
    }
}
