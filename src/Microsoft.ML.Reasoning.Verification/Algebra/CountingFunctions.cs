using System.Numerics;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Factorials and binomial coefficients of small integers.</summary>
internal static class CountingFunctions
{
    private const int Largest = 1000, MostFactors = 12;

    /// <summary>The value for numbers; null for other arguments and for what grows too large.</summary>
    public static Rational? Exact(string name, RationalFunction[] arguments)
    {
        if (name is "max" or "min" or "gcd" or "lcm" or "mod")
            return OfNumbers(name, arguments);
        if (Small(arguments[0]) is not { } n)
            return null;
        if (name == "factorial")
            return new Rational(Product(1, n));
        if (name == "doublefactorial")
            return new Rational(Product(n % 2 == 0 ? 2 : 1, n, 2));
        if (Small(arguments[1]) is not { } k)
            return null;
        return name == "P" ? new Rational(k > n ? 0 : Product(n - k + 1, n)) : new Rational(k > n ? 0 : Product(n - k + 1, n) / Product(1, k));
    }

    /// <summary>n (n - 1) ... (n - k + 1) / k! for a small number k and any n; null for other k.</summary>
    public static RationalFunction? Binomial(RationalFunction n, RationalFunction k, WorkBudget budget)
    {
        if (Small(k) is not { } count || count > MostFactors)
            return null;
        RationalFunction product = RationalFunction.Of(Rational.One / new Rational(Product(1, count)));
        for (int i = 0; i < count; i++)
            product = product.Times(n.Minus(RationalFunction.Of(new Rational(i)), budget), budget);
        return product;
    }

    private static Rational? OfNumbers(string name, RationalFunction[] arguments)
    {
        var numbers = new Rational[arguments.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (arguments[i].AsNumber is not { } number || (name is not ("max" or "min") && !number.IsInteger))
                return null;
            numbers[i] = number;
        }
        if (name is "max" or "min")
            return name == "max" ? numbers.Max() : numbers.Min();
        BigInteger result = numbers[0].Numerator;
        foreach (Rational number in numbers.Skip(1))
        {
            BigInteger next = number.Numerator;
            if (name == "mod")
                return next.IsZero ? null : new Rational(((result % next) + BigInteger.Abs(next)) % next);
            BigInteger divisor = BigInteger.GreatestCommonDivisor(result, next);
            result = name == "gcd" ? divisor : divisor.IsZero ? BigInteger.Zero : BigInteger.Abs(result / divisor * next);
        }
        return new Rational(result);
    }

    private static int? Small(RationalFunction argument) =>
        argument.AsNumber is { IsInteger: true } number && number.Sign >= 0 && number.Numerator <= Largest ? (int)number.Numerator : null;

    private static BigInteger Product(int from, int to, int step = 1)
    {
        BigInteger product = 1;
        for (int i = from; i <= to; i += step)
            product *= i;
        return product;
    }
}
