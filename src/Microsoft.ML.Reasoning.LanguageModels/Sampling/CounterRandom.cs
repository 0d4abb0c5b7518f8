using System.Runtime.CompilerServices;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Random numbers that are a function of (seed, purpose, row, sample, position): Philox4x32-10 without any state.</summary>
/// <remarks>
/// The seed is the Philox key; the counter holds position (32 bits), sample (24), purpose (8) and row (64), so that no two
/// draws share a block. Reference: J. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
/// </remarks>
public static class CounterRandom
{
    private const int SampleBits = 24;

    /// <summary>The block function: ten rounds of Philox4x32.</summary>
    /// <param name="counter">Four words; overwritten with the result.</param>
    /// <param name="key0">The first word of the key.</param>
    /// <param name="key1">The second word of the key.</param>
    public static void Philox(Span<uint> counter, uint key0, uint key1)
    {
        if (counter.Length != 4)
            throw new ArgumentException("The counter of Philox4x32 has four words.", nameof(counter));
        Block block = Rounds(counter[0], counter[1], counter[2], counter[3], key0, key1);
        (counter[0], counter[1], counter[2], counter[3]) = (block.X0, block.X1, block.X2, block.X3);
    }

    /// <summary>A number in [0, 1) with 53 random bits.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="position">Which number of the stream.</param>
    public static double Uniform(RandomKey key, uint position)
    {
        Block block = At(key, position);
        return ToDouble(block.X0, block.X1);
    }

    /// <summary>A number in [0, 1) with 24 random bits: exact in single precision.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="position">Which number of the stream.</param>
    public static float UniformSingle(RandomKey key, uint position) => ToSingle(At(key, position).X0);

    /// <summary>A whole number in [0, bound).</summary>
    /// <param name="key">The stream.</param>
    /// <param name="position">Which number of the stream.</param>
    /// <param name="bound">The number of possible values, at least 1.</param>
    public static int Below(RandomKey key, uint position, int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        Block block = At(key, position);
        // The high half of a 64-bit product: no value is preferred by more than bound / 2^64.
        return (int)Math.BigMul(((ulong)block.X1 << 32) | block.X0, (ulong)bound, out _);
    }

    /// <summary>Fills a span with numbers in [0, 1), four to a block.</summary>
    /// <param name="key">The stream; the numbers differ from those of the single draws.</param>
    /// <param name="values">What to fill.</param>
    /// <param name="offset">The index of the first value within the stream, a multiple of four.</param>
    public static void FillUniform(RandomKey key, Span<float> values, long offset = 0)
    {
        uint position = FirstBlock(offset, values.Length);
        for (int i = 0; i < values.Length; i += 4, position++)
        {
            Block block = At(key, position);
            Store(values[i..], ToSingle(block.X0), ToSingle(block.X1), ToSingle(block.X2), ToSingle(block.X3));
        }
    }

    /// <summary>Fills a span with normally distributed numbers (Box and Muller), four to a block.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="values">What to fill.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="standardDeviation">The standard deviation.</param>
    /// <param name="offset">The index of the first value within the stream, a multiple of four.</param>
    public static void FillNormal(RandomKey key, Span<float> values, double mean = 0, double standardDeviation = 1, long offset = 0)
    {
        uint position = FirstBlock(offset, values.Length);
        for (int i = 0; i < values.Length; i += 4, position++)
        {
            Block block = At(key, position);
            (double a, double b) = NormalPair(block.X0, block.X1);
            (double c, double d) = NormalPair(block.X2, block.X3);
            Store(
                values[i..],
                (float)(mean + standardDeviation * a),
                (float)(mean + standardDeviation * b),
                (float)(mean + standardDeviation * c),
                (float)(mean + standardDeviation * d));
        }
    }

    /// <summary>Puts the items of a span into random order (Fisher and Yates).</summary>
    /// <typeparam name="T">The type of the items.</typeparam>
    /// <param name="key">The stream.</param>
    /// <param name="items">What to shuffle.</param>
    public static void Shuffle<T>(RandomKey key, Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Below(key, (uint)i, i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>The numbers 0 to count - 1 in random order.</summary>
    /// <param name="key">The stream.</param>
    /// <param name="count">How many.</param>
    public static int[] Permutation(RandomKey key, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int[] order = [.. Enumerable.Range(0, count)];
        Shuffle<int>(key, order);
        return order;
    }

    private static Block At(RandomKey key, uint position)
    {
        if ((uint)key.Sample >> SampleBits != 0)
            throw new ArgumentOutOfRangeException(nameof(key), key.Sample, "The sample of a random key is 0 to 16,777,215.");
        return Rounds(
            position,
            (uint)key.Sample | ((uint)key.Purpose << SampleBits),
            (uint)key.Row,
            (uint)((ulong)key.Row >> 32),
            (uint)key.Seed,
            (uint)(key.Seed >> 32));
    }

    private static Block Rounds(uint x0, uint x1, uint x2, uint x3, uint key0, uint key1)
    {
        unchecked
        {
            for (int round = 0; round < 10; round++)
            {
                ulong product0 = 0xD2511F53ul * x0, product1 = 0xCD9E8D57ul * x2;
                x0 = (uint)(product1 >> 32) ^ x1 ^ key0;
                x2 = (uint)(product0 >> 32) ^ x3 ^ key1;
                x1 = (uint)product1;
                x3 = (uint)product0;
                key0 += 0x9E3779B9; // the golden ratio
                key1 += 0xBB67AE85; // the square root of three, less one
            }
        }

        return new Block(x0, x1, x2, x3);
    }

    private static uint FirstBlock(long offset, int count)
    {
        if (offset < 0 || offset % 4 != 0 || (offset + count + 3) / 4 > 1L << 32)
            throw new ArgumentOutOfRangeException(nameof(offset), offset, "The offset is a multiple of four, and a stream has 2^34 values.");
        return (uint)(offset / 4);
    }

    private static (double First, double Second) NormalPair(uint a, uint b)
    {
        // (a + 1) / 2^32 is in (0, 1]: its logarithm is finite.
        double radius = Math.Sqrt(-2 * Math.Log((a + 1.0) * (1.0 / 4294967296)));
        (double sine, double cosine) = Math.SinCos(2 * Math.PI * (b * (1.0 / 4294967296)));
        return (radius * cosine, radius * sine);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double ToDouble(uint low, uint high) => ((((ulong)high << 32) | low) >> 11) * (1.0 / (1ul << 53));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float ToSingle(uint word) => (word >> 8) * (1.0f / (1 << 24));

    private static void Store(Span<float> target, float a, float b, float c, float d)
    {
        target[0] = a;
        if (target.Length > 1)
            target[1] = b;
        if (target.Length > 2)
            target[2] = c;
        if (target.Length > 3)
            target[3] = d;
    }

    private readonly record struct Block(uint X0, uint X1, uint X2, uint X3);
}
