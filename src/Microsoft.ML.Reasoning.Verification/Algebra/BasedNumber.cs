using System.Numerics;

namespace Microsoft.ML.Reasoning.Verification;

/// <summary>Numbers with their base as an index.</summary>
internal static class BasedNumber
{
    /// <summary>The value, null where the base is no base or a digit is none of it.</summary>
    public static Rational? Value(MathNode node)
    {
        if (node.First is not { Kind: NodeKind.Number, Value: { IsInteger: true } number } || number.Numerator < 2 || number.Numerator > 36)
            return null;
        BigInteger value = 0;
        foreach (char digit in node.Name)
        {
            int place = char.IsAsciiDigit(digit) ? digit - '0' : char.IsAsciiLetter(digit) ? char.ToLowerInvariant(digit) - 'a' + 10 : int.MaxValue;
            if (place >= number.Numerator)
                return null;
            value = value * number.Numerator + place;
        }
        return new Rational(value);
    }
}
