namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Keys and values of one row in one layer.</summary>
/// <remarks>
/// Keys lie with the tokens side by side ([head, number, token]), so that scores of 16 tokens are one vector; values lie token by
/// token ([head, token, number]). Both are zero where no token has been written.
/// </remarks>
internal sealed class RowCache(int heads, int headSize)
{
    private const int TokensAtFirst = 64;

    /// <summary>Heads are padded to this many numbers in the values.</summary>
    public const int ValueBlock = 32;

    public static int Padded(int headSize) => (headSize + ValueBlock - 1) / ValueBlock * ValueBlock;

    public float[] Keys { get; private set; } = [];

    public float[] Values { get; private set; } = [];

    /// <summary>How many tokens there is room for, a multiple of 32.</summary>
    public int Capacity { get; private set; }

    /// <summary>Makes room for a number of tokens; what is there stays.</summary>
    public void Reserve(int tokens)
    {
        if (tokens <= Capacity)
            return;
        int capacity = Math.Max(Capacity, TokensAtFirst), width = Padded(headSize);
        while (capacity < tokens)
            capacity *= 2;
        float[] keys = new float[heads * headSize * capacity], values = new float[heads * capacity * width];
        for (int row = 0; row < heads * headSize && Capacity > 0; row++)
            Keys.AsSpan(row * Capacity, Capacity).CopyTo(keys.AsSpan(row * capacity));
        for (int head = 0; head < heads && Capacity > 0; head++)
            Values.AsSpan(head * Capacity * width, Capacity * width).CopyTo(values.AsSpan(head * capacity * width));
        (Keys, Values, Capacity) = (keys, values, capacity);
    }

    /// <summary>Begins with the keys and values [head, token, number] of a prompt.</summary>
    public void Load(ReadOnlySpan<float> keys, ReadOnlySpan<float> values, int tokens)
    {
        Reserve(tokens + 1);
        int width = Padded(headSize);
        for (int head = 0; head < heads; head++)
        {
            for (int token = 0; token < tokens; token++)
            {
                int source = (head * tokens + token) * headSize;
                for (int i = 0; i < headSize; i++)
                    Keys[(head * headSize + i) * Capacity + token] = keys[source + i];
                values.Slice(source, headSize).CopyTo(Values.AsSpan((head * Capacity + token) * width));
            }
        }
    }

    /// <summary>Writes the key and the value [head, number] of a token.</summary>
    public void Write(int token, ReadOnlySpan<float> key, ReadOnlySpan<float> value)
    {
        int width = Padded(headSize);
        for (int i = 0; i < heads * headSize; i++)
            Keys[i * Capacity + token] = key[i];
        for (int head = 0; head < heads; head++)
            value.Slice(head * headSize, headSize).CopyTo(Values.AsSpan((head * Capacity + token) * width));
    }
}
