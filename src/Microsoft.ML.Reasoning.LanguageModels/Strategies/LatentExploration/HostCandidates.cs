namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The most probable tokens of rows of logits in the host's memory.</summary>
internal sealed class HostCandidates
{
    private const int Block = 256;

    /// <summary>Looks at all rows.</summary>
    /// <param name="logits">The logits.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="count">How many tokens of each.</param>
    /// <param name="temperature">Divides the logits.</param>
    /// <param name="threads">How many threads to use.</param>
    public HostCandidates(HostLogits logits, int rows, int count, float temperature, int threads)
    {
        TokenIds = new int[rows * count];
        Probabilities = new double[rows * count];
        LogProbabilities = new double[rows * count];
        Best = new double[rows];
        RowParts.Run(rows, threads, (_, first, end) =>
        {
            float[] greatest = new float[(logits.Vocabulary + Block - 1) / Block], values = new float[count];
            for (int row = first; row < end; row++)
            {
                Span<int> ids = TokenIds.AsSpan(row * count, count);
                Take(logits.Row(row), greatest, ids, values);
                float best = values[0];
                double logTotal = Math.Log(HostReductions.SumOfExponentials(logits.Row(row), best, 1 / temperature));
                Best[row] = Math.Exp(-logTotal);
                // In the order of the vocabulary: two tokens of nearly the same probability do not change places.
                ids.Sort(values.AsSpan());
                for (int i = 0; i < count; i++)
                {
                    double logProbability = (values[i] - best) / (double)temperature - logTotal;
                    LogProbabilities[row * count + i] = logProbability;
                    Probabilities[row * count + i] = Math.Exp(logProbability);
                }
            }
        });
    }

    /// <summary>The tokens [rows, count], in ascending order.</summary>
    public int[] TokenIds { get; }

    /// <summary>Their probabilities among all tokens.</summary>
    public double[] Probabilities { get; }

    /// <summary>The logarithms of these.</summary>
    public double[] LogProbabilities { get; }

    /// <summary>The probability of each row's most probable token.</summary>
    public double[] Best { get; }

    /// <summary>The greatest values of a row, in descending order, between equals the lowest index first.</summary>
    private static void Take(ReadOnlySpan<float> row, float[] greatest, Span<int> ids, Span<float> values)
    {
        values.Fill(float.NegativeInfinity);
        for (int block = 0; block < greatest.Length; block++)
        {
            int begin = block * Block;
            greatest[block] = HostReductions.Greatest(row.Slice(begin, Math.Min(Block, row.Length - begin)));
        }

        // As many blocks as there are places hold a value of this size or more: below it nothing can be among the greatest.
        float least = LeastOf(greatest, values);
        int found = 0;
        for (int block = 0; block < greatest.Length; block++)
        {
            if (greatest[block] < least)
                continue;
            int end = Math.Min((block + 1) * Block, row.Length);
            for (int token = block * Block; token < end; token++)
            {
                float value = row[token];
                if (found < ids.Length ? value < least : !(value > values[^1]))
                    continue;
                found = Math.Min(found + 1, ids.Length);
                int place = found - 1;
                for (; place > 0 && values[place - 1] < value; place--)
                    (values[place], ids[place]) = (values[place - 1], ids[place - 1]);
                (values[place], ids[place]) = (value, token);
            }
        }
    }

    /// <summary>The value that as many blocks reach as there are places; minus infinity where there are fewer blocks.</summary>
    private static float LeastOf(float[] greatest, Span<float> values)
    {
        if (greatest.Length < values.Length)
            return float.NegativeInfinity;
        float[] sorted = [.. greatest];
        Array.Sort(sorted);
        return sorted[^values.Length];
    }
}
