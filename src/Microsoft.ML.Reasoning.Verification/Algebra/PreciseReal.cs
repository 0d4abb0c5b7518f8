using System.Numerics;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>
/// A real number with 320 binary places: enough to tell constants apart that agree in all digits of a double, such as e^(π √163) and
/// 262537412640768744. Numbers too large for that are refused, not rounded.
/// </summary>
internal readonly struct PreciseReal
{
    private const int Places = 320, MostBits = 4096;
    private static readonly BigInteger One = BigInteger.One << Places;
    private static readonly Lazy<PreciseReal> LazyPi = new(MakePi), LazyLogTwo = new(() => new(2 * ArctanSeries(3, hyperbolic: true)));
    private readonly BigInteger _scaled;

    private PreciseReal(BigInteger scaled)
    {
        if (scaled.GetBitLength() > MostBits)
            throw new WorkBudgetException();
        _scaled = scaled;
    }

    public static PreciseReal Pi => LazyPi.Value;

    public static PreciseReal Of(Rational value) => new((value.Numerator << Places) / value.Denominator);

    public int Sign => _scaled.Sign;

    public PreciseReal Abs() => new(BigInteger.Abs(_scaled));

    public static PreciseReal operator +(PreciseReal a, PreciseReal b) => new(a._scaled + b._scaled);

    public static PreciseReal operator -(PreciseReal a) => new(-a._scaled);

    public static PreciseReal operator *(PreciseReal a, PreciseReal b) => new((a._scaled * b._scaled) >> Places);

    public static PreciseReal operator /(PreciseReal a, PreciseReal b) => new((a._scaled << Places) / b._scaled);

    /// <summary>
    /// Whether the number is nothing but what rounding leaves of terms of the given size, 2^-200 of it; null where the terms are so
    /// small that too few places are left to tell.
    /// </summary>
    public bool? IsRoundingOf(PreciseReal size) =>
        size._scaled.GetBitLength() < 240 ? null : BigInteger.Abs(_scaled) <= size._scaled >> 200;

    /// <summary>The power with a rational exponent; null for what is too large or not real.</summary>
    public PreciseReal? Power(Rational exponent)
    {
        if (BigInteger.Abs(exponent.Numerator) > 400 || exponent.Denominator > 64 || _scaled.IsZero || (_scaled.Sign < 0 && !exponent.IsInteger))
            return null;
        int power = (int)BigInteger.Abs(exponent.Numerator), root = (int)exponent.Denominator;
        var result = new PreciseReal(One);
        PreciseReal radical = root == 1 ? this : Root(root);
        for (int i = 0; i < power; i++)
            result *= radical;
        if (exponent.Sign >= 0)
            return result;
        return result._scaled.IsZero ? null : new PreciseReal(One) / result;
    }

    /// <summary>e to this power.</summary>
    public PreciseReal? Exp()
    {
        // Halved until small, then the series, then squared back; the lost bits stay far below the places that count.
        if (BigInteger.Abs(_scaled) > One * 1000)
            return null;
        const int Halvings = 16;
        BigInteger x = _scaled >> Halvings, term = One, sum = One;
        for (int n = 1; !term.IsZero && n < 400; n++)
        {
            term = (term * x >> Places) / n;
            sum += term;
            if (BigInteger.Abs(term) <= 1)
                break;
        }
        var result = new PreciseReal(sum);
        for (int i = 0; i < Halvings; i++)
            result *= result;
        return result;
    }

    /// <summary>The natural logarithm of a positive number.</summary>
    public PreciseReal? Log()
    {
        if (_scaled.Sign <= 0)
            return null;
        // x = m 2^k with m near 1; ln m = 2 artanh((m - 1) / (m + 1)).
        int k = (int)_scaled.GetBitLength() - Places - 1;
        BigInteger m = k >= 0 ? _scaled >> k : _scaled << -k;
        BigInteger t = ((m - One) << Places) / (m + One), square = t * t >> Places, sum = 0;
        for (int n = 1; !t.IsZero && n < 2000; n += 2)
        {
            sum += t / n;
            t = t * square >> Places;
        }
        return new PreciseReal(2 * sum + k * LazyLogTwo.Value._scaled);
    }

    /// <summary>Sine, with the argument brought near zero first.</summary>
    public PreciseReal Sin()
    {
        BigInteger turn = 2 * Pi._scaled, x = _scaled % turn, square = x * x >> Places, term = x, sum = x;
        for (int n = 2; !term.IsZero && n < 400; n += 2)
        {
            term = -(term * square >> Places) / (n * (n + 1));
            sum += term;
        }
        return new(sum);
    }

    public PreciseReal Cos() => (this + new PreciseReal(Pi._scaled / 2)).Sin();

    private PreciseReal Root(int degree)
    {
        // Newton from above on integers: the floor of the root of scaled * 2^(places (degree - 1)).
        BigInteger target = _scaled << (Places * (degree - 1));
        BigInteger x = BigInteger.One << (int)(target.GetBitLength() / degree + 1);
        while (true)
        {
            BigInteger next = ((degree - 1) * x + target / BigInteger.Pow(x, degree - 1)) / degree;
            if (next >= x)
                return new(x);
            x = next;
        }
    }

    // Machin: π = 16 arctan 1/5 - 4 arctan 1/239.
    private static PreciseReal MakePi() => new(16 * ArctanSeries(5, hyperbolic: false) - 4 * ArctanSeries(239, hyperbolic: false));

    private static BigInteger ArctanSeries(int inverse, bool hyperbolic)
    {
        BigInteger power = One / inverse, sum = 0;
        for (int n = 1; !power.IsZero; n += 2)
        {
            sum += (hyperbolic || n % 4 == 1 ? 1 : -1) * (power / n);
            power /= inverse * inverse;
        }
        return sum;
    }
}
