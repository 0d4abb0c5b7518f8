namespace TorchSharp;

/// <summary>bfloat16 by its bits: the upper half of a float32.</summary>
internal static class Bits
{
    /// <summary>The 16 bits of the nearest bfloat16, ties to even.</summary>
    public static int RoundToBFloat16(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? 0x7FC0 : (int)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    public static float FromBFloat16(short bits) => BitConverter.Int32BitsToSingle(bits << 16);
}
