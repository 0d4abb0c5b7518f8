using System.Runtime.CompilerServices;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Keys and values of one row in one layer.</summary>
/// <remarks>
/// Keys lie in blocks of 32 tokens, [head, block, number, token], so that scores of 16 tokens are one vector; values lie token by
/// token, [head, token, number]. Both are read from one end to the other. They are zero where no token has been written.
/// </remarks>
internal sealed class RowCache(int heads, int headSize)
{
    /// <summary>Tokens of a block of keys; heads are padded to this many numbers in the values.</summary>
    public const int Block = 32;

    private const int TokensAtFirst = 64;

    /// <summary>The keys of all heads.</summary>
    public float[] Keys { get; private set; } = [];

    /// <summary>The values of all heads.</summary>
    public float[] Values { get; private set; } = [];

    /// <summary>How many tokens there is room for, a multiple of <see cref="Block"/>.</summary>
    public int Capacity { get; private set; }

    /// <summary>The width of a head in the values.</summary>
    public static int Padded(int headSize) => (headSize + Block - 1) / Block * Block;

    /// <summary>Makes room for a number of tokens; what is there stays.</summary>
    public void Reserve(int tokens)
    {
        if (tokens <= Capacity)
            return;
        int capacity = Math.Max(Capacity, TokensAtFirst), width = Padded(headSize);
        while (capacity < tokens)
            capacity *= 2;
        float[] keys = new float[heads * capacity * headSize], values = new float[heads * capacity * width];
        for (int head = 0; head < heads; head++)
        {
            Keys.AsSpan(head * Capacity * headSize, Capacity * headSize).CopyTo(keys.AsSpan(head * capacity * headSize));
            Values.AsSpan(head * Capacity * width, Capacity * width).CopyTo(values.AsSpan(head * capacity * width));
        }

        (Keys, Values, Capacity) = (keys, values, capacity);
    }

    /// <summary>Begins with the keys and values [head, token, number] of a prompt.</summary>
    public void Load(ReadOnlySpan<float> keys, ReadOnlySpan<float> values, int tokens)
    {
        Reserve(tokens + 1);
        for (int head = 0; head < heads; head++)
            for (int token = 0; token < tokens; token++)
            {
                int source = (head * tokens + token) * headSize;
                Write(head, token, keys.Slice(source, headSize), values.Slice(source, headSize));
            }
    }

    /// <summary>Writes the key and the value [head, number] of a token.</summary>
    public void Write(int token, ReadOnlySpan<float> key, ReadOnlySpan<float> value)
    {
        for (int head = 0; head < heads; head++)
            Write(head, token, key.Slice(head * headSize, headSize), value.Slice(head * headSize, headSize));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Write(int head, int token, ReadOnlySpan<float> key, ReadOnlySpan<float> value)
    {
        int row = head * Capacity + token;
        Span<float> target = Keys.AsSpan((head * Capacity + token / Block * Block) * headSize + token % Block);
        for (int i = 0; i < key.Length; i++)
            target[i * Block] = key[i];
        value.CopyTo(Values.AsSpan(row * Padded(headSize)));
    }
}
