using System.Numerics;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Numbers with their base as an index.</summary>
internal static class BasedNumber
{
    /// <summary>The value, null where the base is no base or a digit is none of it.</summary>
    public static Rational? Value(MathNode node)
    {
        if (node.First is not { Kind: NodeKind.Number, Value: { IsInteger: true } number } || number.Numerator < 2 || number.Numerator > 10)
            return null;
        BigInteger value = 0;
        foreach (char digit in node.Name)
        {
            if (!char.IsAsciiDigit(digit) || digit - '0' >= number.Numerator)
                return null;
            value = value * number.Numerator + (digit - '0');
        }
        return new Rational(value);
    }
}
