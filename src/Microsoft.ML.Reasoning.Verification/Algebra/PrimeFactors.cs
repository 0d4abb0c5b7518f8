using System.Numerics;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Prime factors by trial division, as far as the budget goes.</summary>
internal static class PrimeFactors
{
    private const int LargestDivisor = 10_000, MostBits = 1024;

    /// <summary>
    /// Factors with their multiplicity. What is left above the square of the largest divisor may be composite; it is marked so,
    /// because roots of it are not known to be independent of others.
    /// </summary>
    public static List<(BigInteger Factor, int Power, bool IsPrime)> Of(BigInteger number, WorkBudget budget)
    {
        var factors = new List<(BigInteger, int, bool)>();
        if (number.GetBitLength() > MostBits)
            return [(number, 1, false)];
        for (int divisor = 2; divisor <= LargestDivisor && number > 1; divisor += divisor == 2 ? 1 : 2)
        {
            if ((BigInteger)divisor * divisor > number)
            {
                factors.Add((number, 1, true));
                return factors;
            }
            int power = 0;
            while (BigInteger.Remainder(number, divisor).IsZero)
            {
                number /= divisor;
                power++;
            }
            if (power > 0)
                factors.Add((divisor, power, true));
            if (divisor % 64 == 1)
                budget.Spend(8);
        }
        if (number > 1)
            factors.Add((number, 1, number < (BigInteger)LargestDivisor * LargestDivisor));
        return factors;
    }
}
