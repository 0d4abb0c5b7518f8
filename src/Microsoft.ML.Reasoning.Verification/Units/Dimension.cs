namespace Microsoft.ML.Reasoning.Verification;

/// <summary>What a unit measures, as powers of base quantities, one a byte; and its size in base units.</summary>
internal readonly record struct Dimension(ulong Powers, Rational Factor)
{
    public const int BaseQuantities = 8;

    public static Dimension None => new(0, Rational.One);

    public static Dimension Of(int quantity, Rational factor) => new(1UL << (8 * quantity), factor);

    public Dimension Times(Dimension other)
    {
        ulong sum = 0;
        for (int shift = 0; shift < 64; shift += 8)
            sum |= (ulong)(byte)((sbyte)(byte)(Powers >> shift) + (sbyte)(byte)(other.Powers >> shift)) << shift;
        return new(sum, Factor * other.Factor);
    }

    public Dimension Power(int exponent)
    {
        Dimension result = None, inverse = new(0, Factor.Power(-1));
        for (int shift = 0; shift < 64; shift += 8)
            inverse = inverse with { Powers = inverse.Powers | (ulong)(byte)-(sbyte)(byte)(Powers >> shift) << shift };
        for (int i = 0; i < Math.Abs(exponent); i++)
            result = result.Times(exponent < 0 ? inverse : this);
        return result;
    }
}
