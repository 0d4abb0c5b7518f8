using System.Numerics;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Powers, roots and logarithms in normal form.</summary>
internal sealed class AlgebraicPowers(WorkBudget budget)
{
    private const int LargestSumPower = 40, LargestNumberBits = 1 << 14;

    /// <summary>The base of the natural logarithm.</summary>
    public static Atom Euler { get; } = Atom.Constant("e", Math.E, () => PreciseReal.Of(Rational.One).Exp());

    public RationalFunction? Power(RationalFunction value, RationalFunction exponent)
    {
        if (exponent.AsNumber is not { } number)
            return Exponential(value, exponent);
        if (number.Sign == 0)
            return RationalFunction.Of(Rational.One);
        if (value.Top.IsZero)
            return number.Sign < 0 ? null : value;
        if (value.AsTerm is { } term && TermPower(term.Monomial, term.Coefficient, number) is { } exact)
            return exact;
        if (number.IsInteger && BigInteger.Abs(number.Numerator) <= LargestSumPower)
        {
            RationalFunction power = value.Power((int)BigInteger.Abs(number.Numerator), budget);
            return number.Sign > 0 ? power : RationalFunction.Of(Rational.One).Over(power, budget);
        }
        // The odd root of a negative constant is the real one, as for numbers.
        if (!number.IsInteger && !number.Denominator.IsEven && ScalarComparison.Constant(value) < 0)
            return number.Numerator.IsEven ? Power(value.Negated(), exponent) : Power(value.Negated(), exponent)?.Negated();
        if (!number.IsInteger && NestedRoot.Denest(value, number, this, budget) is { } plain)
            return plain;
        double real = NumericFunctions.ToDouble(number);
        return RationalFunction.Of(new Atom($"({value.Key})", AtomKind.Transcendental, value.At, () => value.Precise(budget)), number) is { } root && Math.Abs(real) < 1e6 ? root : null;
    }

    /// <summary>The natural logarithm: of numbers and powers of e exactly, as a sum over primes.</summary>
    public RationalFunction? Logarithm(RationalFunction value)
    {
        if (value.Top.IsZero)
            return null;
        if (value.AsTerm is { } term && term.Coefficient.Sign > 0 && term.Monomial.Factors.All(f => f.Atom.Kind == AtomKind.Prime || ReferenceEquals(f.Atom, Euler)))
        {
            RationalFunction sum = RationalFunction.Of(Rational.Zero);
            foreach ((BigInteger factor, Rational power, bool _) in Factors(term.Coefficient))
                sum = sum.Plus(LogarithmOf(factor).Times(RationalFunction.Of(power), budget), budget);
            foreach ((Atom atom, Rational exponent) in term.Monomial.Factors)
                sum = sum.Plus((ReferenceEquals(atom, Euler)
                    ? RationalFunction.Of(Rational.One)
                    : LogarithmOf(BigInteger.Parse(atom.Key.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture))).Times(RationalFunction.Of(exponent), budget), budget);
            return sum;
        }
        return RationalFunction.Of(new Atom($"ln({value.Key})", AtomKind.Transcendental, point => Complex.Log(value.At(point)),
            () => value.Precise(budget)?.Log()), Rational.One);
    }

    private static RationalFunction LogarithmOf(BigInteger number) =>
        RationalFunction.Of(Atom.Constant($"ln({number.ToString(System.Globalization.CultureInfo.InvariantCulture)})", BigInteger.Log(number),
            () => PreciseReal.Of(new Rational(number)).Log()), Rational.One);

    // Coefficient and atoms one by one; null where an even root of a square or of a negative number has no such form.
    private RationalFunction? TermPower(Monomial monomial, Rational coefficient, Rational exponent)
    {
        RationalFunction? result = NumberPower(coefficient, exponent);
        if (result is null || monomial.Factors.Count == 0)
            return result;
        bool evenRoot = exponent.Denominator.IsEven;
        if (evenRoot && monomial.Factors.Any(f => f.Atom.Kind == AtomKind.ImaginaryUnit || (f.Exponent.Numerator.IsEven && !IsPositive(f.Atom))))
            return null;
        (Rational number, Monomial rest) = monomial.Power(exponent);
        return result.Times(RationalFunction.Of(rest, number), budget);
    }

    // Only of these is the root of the square the thing itself.
    private static bool IsPositive(Atom atom) =>
        atom.Kind is AtomKind.Prime or AtomKind.Composite || atom.Key is "π" or "e" || atom.Key.Contains("^[", StringComparison.Ordinal);

    private RationalFunction? NumberPower(Rational number, Rational exponent)
    {
        if (number == Rational.One)
            return RationalFunction.Of(Rational.One);
        if (exponent.IsInteger)
        {
            long bits = Math.Max(number.Numerator.GetBitLength(), number.Denominator.GetBitLength());
            return BigInteger.Abs(exponent.Numerator) * bits <= LargestNumberBits ? RationalFunction.Of(number.Power((int)exponent.Numerator)) : null;
        }
        RationalFunction sign = RationalFunction.Of(Rational.One);
        if (number.Sign < 0)
        {
            // An odd root is the real one; a square root is the principal one; others have no value here.
            if (!exponent.Denominator.IsEven)
                sign = RationalFunction.Of(exponent.Numerator.IsEven ? Rational.One : new Rational(-1));
            else if (exponent.Denominator == 2)
                sign = RationalFunction.Of(Atom.ImaginaryUnit, new Rational(exponent.Numerator));
            else
                return null;
        }
        foreach ((BigInteger factor, Rational power, bool proved) in Factors(number.Abs()))
            sign = sign.Times(RationalFunction.Of(Atom.Prime(factor, proved), power * exponent), budget);
        return sign;
    }

    private IEnumerable<(BigInteger Factor, Rational Power, bool IsPrime)> Factors(Rational number)
    {
        foreach ((BigInteger factor, int power, bool proved) in PrimeFactors.Of(number.Numerator, budget))
            yield return (factor, new Rational(power), proved);
        foreach ((BigInteger factor, int power, bool proved) in PrimeFactors.Of(number.Denominator, budget))
            yield return (factor, new Rational(-power), proved);
    }

    // b^(c1 t1 + c2 t2): one atom b^t for each term, to the power of its coefficient, so that laws of exponents hold by themselves.
    private RationalFunction? Exponential(RationalFunction value, RationalFunction exponent)
    {
        bool euler = value.AsTerm is { } term && term.Coefficient == Rational.One && term.Monomial.Factors is [var only] && ReferenceEquals(only.Atom, Euler)
            && only.Exponent == Rational.One;
        if (exponent.Bottom.AsNumber is not null && (euler || value.AsNumber is { Sign: > 0 }))
        {
            RationalFunction result = RationalFunction.Of(Rational.One);
            foreach ((Monomial monomial, Rational coefficient) in exponent.Top.Terms)
            {
                if (monomial.Factors.Count == 0)
                {
                    if (Power(value, RationalFunction.Of(coefficient)) is not { } constant)
                        return null;
                    result = result.Times(constant, budget);
                }
                else if (euler)
                    result = result.Times(Raised("e", Math.E, PreciseReal.Of(Rational.One), monomial, coefficient), budget);
                else
                    foreach ((BigInteger factor, Rational power, bool _) in Factors(value.AsNumber!.Value))
                        result = result.Times(Raised(factor.ToString(System.Globalization.CultureInfo.InvariantCulture), (double)factor, PreciseReal.Of(new Rational(factor)).Log(), monomial, power * coefficient), budget);
            }
            return result;
        }
        return RationalFunction.Of(new Atom($"pow({value.Key}; {exponent.Key})", AtomKind.Transcendental, point => Complex.Pow(value.At(point), exponent.At(point)),
            () => value.Precise(budget)?.Log() is { } log && exponent.Precise(budget) is { } power ? (log * power).Exp() : null), Rational.One);
    }

    private static RationalFunction Raised(string name, double value, PreciseReal? logarithm, Monomial monomial, Rational exponent) =>
        RationalFunction.Of(new Atom($"{name}^[{monomial.Key}]", AtomKind.Transcendental, point => Complex.Pow(value, monomial.At(point)),
            () => logarithm is { } log && monomial.Precise() is { } power ? (log * power).Exp() : null), exponent);
}
