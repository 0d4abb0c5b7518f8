using System.Numerics;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>A quotient of two polynomials. A denominator of one term is divided out, so that most answers have the denominator one.</summary>
internal sealed class RationalFunction
{
    private const int MostConjugates = 5;

    private RationalFunction(Polynomial top, Polynomial bottom) => (Top, Bottom) = (top, bottom);

    public Polynomial Top { get; }

    public Polynomial Bottom { get; }

    public Rational? AsNumber => Bottom.AsNumber is { } bottom && Top.AsNumber is { } top ? top / bottom : null;

    public string Key => Bottom.AsNumber == Rational.One ? Top.Key : $"({Top.Key})/({Bottom.Key})";

    public static RationalFunction Of(Rational number) => new(Polynomial.Of(number), Polynomial.One);

    public static RationalFunction Of(Polynomial polynomial) => new(polynomial, Polynomial.One);

    public static RationalFunction Of(Atom atom, Rational exponent)
    {
        (Rational number, Monomial rest) = Monomial.Of(atom, exponent);
        return new(Polynomial.Of(rest, number), Polynomial.One);
    }

    public static RationalFunction Of(Monomial monomial, Rational coefficient) => new(Polynomial.Of(monomial, coefficient), Polynomial.One);

    /// <summary>The only term, where it is one term over one.</summary>
    public (Monomial Monomial, Rational Coefficient)? AsTerm => Bottom.AsNumber == Rational.One && Top.Count == 1 ? Top.Terms.First() : null;

    public RationalFunction Plus(RationalFunction other, WorkBudget budget) => Bottom.Key == other.Bottom.Key
        ? new(Top.Plus(other.Top, budget), Bottom)
        : Make(Top.Times(other.Bottom, budget).Plus(other.Top.Times(Bottom, budget), budget), Bottom.Times(other.Bottom, budget), budget);

    public RationalFunction Negated() => new(Top.Times(-Rational.One), Bottom);

    public RationalFunction Minus(RationalFunction other, WorkBudget budget) => Plus(other.Negated(), budget);

    public RationalFunction Times(RationalFunction other, WorkBudget budget) => Make(Top.Times(other.Top, budget), Bottom.Times(other.Bottom, budget), budget);

    /// <summary>Null where the divisor is zero.</summary>
    public RationalFunction? Over(RationalFunction other, WorkBudget budget) =>
        other.Top.IsZero ? null : Make(Top.Times(other.Bottom, budget), Bottom.Times(other.Top, budget), budget);

    public RationalFunction Power(int exponent, WorkBudget budget)
    {
        RationalFunction result = Of(Rational.One), square = this;
        for (int left = exponent; left > 0; left >>= 1)
        {
            if ((left & 1) == 1)
                result = result.Times(square, budget);
            if (left > 1)
                square = square.Times(square, budget);
        }
        return result;
    }

    public Complex At(SamplePoint point) => Top.At(point).Value / Bottom.At(point).Value;

    /// <summary>The precise value of a real constant; null for others and where the denominator is zero.</summary>
    public PreciseReal? Precise(WorkBudget budget) =>
        Top.Precise(budget) is { } top && Bottom.Precise(budget) is { } bottom && bottom.Value.Sign != 0 ? top.Value / bottom.Value : null;

    private static RationalFunction Make(Polynomial top, Polynomial bottom, WorkBudget budget)
    {
        for (int i = 0; i < MostConjugates && bottom.Count > 1 && bottom.Conjugate() is { } conjugate; i++)
            (top, bottom) = (top.Times(conjugate, budget), bottom.Times(conjugate, budget));
        if (bottom.Count != 1)
            return new(top, bottom);
        (Monomial monomial, Rational coefficient) = bottom.Terms.First();
        (Rational number, Monomial inverse) = monomial.Power(new Rational(-1));
        return new(top.Times(Polynomial.Of(inverse, number / coefficient), budget), Polynomial.One);
    }
}
