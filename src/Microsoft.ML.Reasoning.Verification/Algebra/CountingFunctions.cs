using System.Numerics;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Factorials and binomial coefficients of small integers.</summary>
internal static class CountingFunctions
{
    private const int Largest = 1000, MostFactors = 12;

    public static Rational? Exact(string name, RationalFunction[] arguments)
    {
        if (Small(arguments[0]) is not { } n)
            return null;
        if (name == "factorial")
            return new Rational(Product(1, n));
        return Small(arguments[1]) is { } k ? new Rational(k > n ? 0 : Product(n - k + 1, n) / Product(1, k)) : null;
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

    private static int? Small(RationalFunction argument) =>
        argument.AsNumber is { IsInteger: true } number && number.Sign >= 0 && number.Numerator <= Largest ? (int)number.Numerator : null;

    private static BigInteger Product(int from, int to)
    {
        BigInteger product = 1;
        for (int i = from; i <= to; i++)
            product *= i;
        return product;
    }
}
