using System.Numerics;
using System.Text;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>A product of atoms with rational exponents, sorted by the atoms' keys. Primes have exponents in [0, 1), i has 0 or 1.</summary>
internal sealed class Monomial
{
    private const int LargestExponent = 20000, MostDigits = 20000;
    private readonly (Atom Atom, Rational Exponent)[] _factors;

    private Monomial((Atom, Rational)[] factors)
    {
        _factors = factors;
        var key = new StringBuilder();
        foreach ((Atom atom, Rational exponent) in factors)
            key.Append(key.Length > 0 ? "*" : "").Append(atom.Key).Append(exponent == Rational.One ? "" : $"^{exponent}");
        Key = key.ToString();
    }

    public static Monomial One { get; } = new([]);

    public string Key { get; }

    public IReadOnlyList<(Atom Atom, Rational Exponent)> Factors => _factors;

    /// <summary>An atom to a power: the number that leaves the root, and what stays.</summary>
    public static (Rational Number, Monomial Monomial) Of(Atom atom, Rational exponent) => Reduced([(atom, exponent)]);

    public static (Rational Number, Monomial Monomial) Multiply(Monomial a, Monomial b)
    {
        if (a._factors.Length == 0)
            return (Rational.One, b);
        if (b._factors.Length == 0)
            return (Rational.One, a);
        var merged = new List<(Atom, Rational)>(a._factors.Length + b._factors.Length);
        int i = 0, j = 0;
        while (i < a._factors.Length || j < b._factors.Length)
        {
            int order = i == a._factors.Length ? 1 : j == b._factors.Length ? -1 : string.CompareOrdinal(a._factors[i].Atom.Key, b._factors[j].Atom.Key);
            if (order == 0)
                merged.Add((a._factors[i].Atom, a._factors[i++].Exponent + b._factors[j++].Exponent));
            else
                merged.Add(order < 0 ? a._factors[i++] : b._factors[j++]);
        }
        return Reduced(merged);
    }

    public (Rational Number, Monomial Monomial) Power(Rational exponent) => Reduced([.. _factors.Select(f => (f.Atom, f.Exponent * exponent))]);

    public Complex At(SamplePoint point)
    {
        Complex value = Complex.One;
        foreach ((Atom atom, Rational exponent) in _factors)
            value *= NumericFunctions.Power(atom.At(point), (double)exponent.Numerator / (double)exponent.Denominator);
        return value;
    }

    /// <summary>The precise value of a real constant; null for others.</summary>
    public PreciseReal? Precise()
    {
        PreciseReal? value = PreciseReal.Of(Rational.One);
        foreach ((Atom atom, Rational exponent) in _factors)
            value = value is { } product && atom.Precise() is { } factor && factor.Power(exponent) is { } power ? product * power : null;
        return value;
    }

    private static (Rational, Monomial) Reduced(List<(Atom Atom, Rational Exponent)> factors)
    {
        Rational number = Rational.One;
        for (int i = factors.Count - 1; i >= 0; i--)
        {
            (Atom atom, Rational exponent) = factors[i];
            if (atom.Kind is AtomKind.Prime or AtomKind.Composite or AtomKind.ImaginaryUnit && (exponent.IsInteger || exponent < Rational.Zero || exponent > Rational.One))
            {
                BigInteger whole = Floor(exponent);
                // A decimal digit of the key is three and a third bits.
                if (BigInteger.Abs(whole) > LargestExponent || BigInteger.Abs(whole) * (atom.Key.Length - 1) > MostDigits)
                    throw new WorkBudgetException();
                exponent -= new Rational(whole);
                if (atom.Kind != AtomKind.ImaginaryUnit)
                    number *= new Rational(BigInteger.Parse(atom.Key.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)).Power((int)whole);
                else
                {
                    int quarter = (int)(((whole % 4) + 4) % 4);
                    number = quarter >= 2 ? -number : number;
                    exponent += new Rational(quarter % 2);
                }
                factors[i] = (atom, exponent);
            }
            if (exponent.Sign == 0)
                factors.RemoveAt(i);
        }
        return (number, factors.Count == 0 ? One : new Monomial([.. factors]));
    }

    private static BigInteger Floor(Rational value)
    {
        BigInteger quotient = BigInteger.DivRem(value.Numerator, value.Denominator, out BigInteger remainder);
        return remainder.Sign < 0 ? quotient - 1 : quotient;
    }
}
