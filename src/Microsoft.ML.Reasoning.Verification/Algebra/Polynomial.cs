using System.Numerics;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>A sum of monomials with rational coefficients, none zero.</summary>
internal sealed class Polynomial
{
    private const int LargestNumberBits = 1 << 15, MostConjugateTerms = 16, StepsAProduct = 4, LongestKey = 100_000;
    private readonly SortedDictionary<string, (Monomial Monomial, Rational Coefficient)> _terms = new(StringComparer.Ordinal);

    public static Polynomial Zero { get; } = new();

    public static Polynomial One { get; } = Of(Rational.One);

    public bool IsZero => _terms.Count == 0;

    public int Count => _terms.Count;

    public IEnumerable<(Monomial Monomial, Rational Coefficient)> Terms => _terms.Values;

    /// <exception cref="WorkBudgetException">The key would be longer than any comparison needs.</exception>
    public string Key => IsZero ? "0" : _terms.Keys.Sum(k => k.Length + 8) > LongestKey ? throw new WorkBudgetException() : string.Join(" + ", _terms.Select(t => t.Key.Length == 0 ? t.Value.Coefficient.ToString()
        : t.Value.Coefficient == Rational.One ? t.Key : $"{t.Value.Coefficient}*{t.Key}"));

    public static Polynomial Of(Rational number) => Of(Monomial.One, number);

    public static Polynomial Of(Monomial monomial, Rational coefficient)
    {
        var polynomial = new Polynomial();
        polynomial.Add(monomial, coefficient);
        return polynomial;
    }

    /// <summary>The number that it is, where it holds no atom.</summary>
    public Rational? AsNumber => IsZero ? Rational.Zero : Count == 1 && _terms.TryGetValue("", out var term) ? term.Coefficient : null;

    public Polynomial Plus(Polynomial other, WorkBudget budget)
    {
        budget.Spend(Count + other.Count);
        var sum = new Polynomial();
        foreach ((Monomial monomial, Rational coefficient) in Terms.Concat(other.Terms))
            sum.Add(monomial, coefficient);
        return sum;
    }

    public Polynomial Times(Rational number)
    {
        var product = new Polynomial();
        foreach ((Monomial monomial, Rational coefficient) in Terms)
            product.Add(monomial, coefficient * number);
        return product;
    }

    public Polynomial Times(Polynomial other, WorkBudget budget)
    {
        budget.Spend(1 + StepsAProduct * Count * other.Count);
        var product = new Polynomial();
        foreach ((Monomial m1, Rational c1) in Terms)
            foreach ((Monomial m2, Rational c2) in other.Terms)
            {
                (Rational number, Monomial rest) = Monomial.Multiply(m1, m2);
                Rational coefficient = c1 * c2 * number;
                if (coefficient.Numerator.GetBitLength() + coefficient.Denominator.GetBitLength() > LargestNumberBits)
                    throw new WorkBudgetException();
                product.Add(rest, coefficient);
            }
        return product;
    }

    /// <summary>The value at a point, the sum of the terms' sizes (what is lost by cancelling shows between them), and whether all terms are real.</summary>
    public (Complex Value, double Size, bool IsReal) At(SamplePoint point)
    {
        Complex value = Complex.Zero;
        double size = 0;
        bool isReal = true;
        foreach ((Monomial monomial, Rational coefficient) in Terms)
        {
            Complex term = monomial.At(point) * NumericFunctions.ToDouble(coefficient);
            value += term;
            size += Complex.Abs(term);
            isReal &= Math.Abs(term.Imaginary) <= 1e-14 * Complex.Abs(term);
        }
        return (value, size, isReal);
    }

    /// <summary>The precise value of a real constant and the sum of its terms' sizes; null for others.</summary>
    public (PreciseReal Value, PreciseReal Size)? Precise(WorkBudget budget)
    {
        PreciseReal value = PreciseReal.Of(Rational.Zero), size = value;
        foreach ((Monomial monomial, Rational coefficient) in Terms)
        {
            budget.Spend(500 * (1 + monomial.Factors.Count));
            if (monomial.Precise() is not { } factor)
                return null;
            PreciseReal term = factor * PreciseReal.Of(coefficient);
            (value, size) = (value + term, size + term.Abs());
        }
        return (value, size);
    }

    /// <summary>
    /// Of a sum of square roots the factor that frees the product of one of them: a - b√p for a + b√p; of complex numbers likewise.
    /// Null where the sum is of another kind.
    /// </summary>
    public Polynomial? Conjugate()
    {
        Atom? root = null;
        foreach ((Monomial monomial, Rational _) in Terms)
            foreach ((Atom atom, Rational exponent) in monomial.Factors)
            {
                if (!(atom.Kind == AtomKind.ImaginaryUnit && exponent.IsInteger) && !(atom.Kind == AtomKind.Prime && exponent.Denominator == 2))
                    return null;
                root ??= atom;
            }
        if (root is null || Count > MostConjugateTerms)
            return null;
        var conjugate = new Polynomial();
        foreach ((Monomial monomial, Rational coefficient) in Terms)
            conjugate.Add(monomial, monomial.Factors.Any(f => f.Atom.Key == root.Key) ? -coefficient : coefficient);
        return conjugate;
    }

    private void Add(Monomial monomial, Rational coefficient)
    {
        if (_terms.TryGetValue(monomial.Key, out var term))
            coefficient += term.Coefficient;
        if (coefficient.Sign == 0)
            _terms.Remove(monomial.Key);
        else
            _terms[monomial.Key] = (monomial, coefficient);
    }
}
