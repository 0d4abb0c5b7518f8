using System.Numerics;

namespace Microsoft.ML.Reasoning;

/// <summary>The Castagnoli checksum of RFC 3720, and the mask that the TFRecord format puts over it.</summary>
internal static class Crc32C
{
    private const uint MaskDelta = 0xA282EAD8;

    public static uint Of(ReadOnlySpan<byte> data)
    {
        uint crc = ~0u;
        foreach (byte value in data)
            crc = BitOperations.Crc32C(crc, value);
        return ~crc;
    }

    /// <summary>A checksum of data that holds checksums itself is weak: stored ones are rotated and shifted.</summary>
    public static uint Masked(ReadOnlySpan<byte> data)
    {
        uint crc = Of(data);
        return unchecked(BitOperations.RotateRight(crc, 15) + MaskDelta);
    }
}
