using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Tells whether memory has changed: every word goes, at its place, into one of many sums.</summary>
/// <remarks>
/// A step of a sum (exclusive or, rotation, product with an odd number) loses nothing, so that a change of one word always changes the
/// result, and changes of several words of one sum go unseen with a probability of 2^-32, those of all sums with that of their product.
/// It is no protection against somebody who looks for such changes.
/// </remarks>
internal static class Fingerprint
{
    private const int Sums = 8;
    private const uint Prime = 0x9E3779B1;

    /// <summary>The sums of some memory; its length is part of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static uint[] Of(ReadOnlySpan<byte> memory)
    {
        ReadOnlySpan<uint> words = MemoryMarshal.Cast<byte, uint>(memory);
        int lanes = Vector<uint>.Count, i = 0;
        Span<Vector<uint>> sums = stackalloc Vector<uint>[Sums];
        sums.Clear();
        for (; i + Sums * lanes <= words.Length; i += Sums * lanes)
        {
            sums[0] = Add(sums[0], new Vector<uint>(words[i..]));
            sums[1] = Add(sums[1], new Vector<uint>(words[(i + lanes)..]));
            sums[2] = Add(sums[2], new Vector<uint>(words[(i + 2 * lanes)..]));
            sums[3] = Add(sums[3], new Vector<uint>(words[(i + 3 * lanes)..]));
            sums[4] = Add(sums[4], new Vector<uint>(words[(i + 4 * lanes)..]));
            sums[5] = Add(sums[5], new Vector<uint>(words[(i + 5 * lanes)..]));
            sums[6] = Add(sums[6], new Vector<uint>(words[(i + 6 * lanes)..]));
            sums[7] = Add(sums[7], new Vector<uint>(words[(i + 7 * lanes)..]));
        }

        uint rest = (uint)memory.Length;
        foreach (uint word in words[i..])
            rest = BitOperations.RotateLeft(rest ^ word, 15) * Prime;
        foreach (byte last in memory[(words.Length * sizeof(uint))..])
            rest = BitOperations.RotateLeft(rest ^ last, 15) * Prime;
        return [.. MemoryMarshal.Cast<Vector<uint>, uint>(sums), rest];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<uint> Add(Vector<uint> sum, Vector<uint> words)
    {
        Vector<uint> mixed = sum ^ words;
        return ((mixed << 15) | (mixed >>> 17)) * new Vector<uint>(Prime);
    }
}
