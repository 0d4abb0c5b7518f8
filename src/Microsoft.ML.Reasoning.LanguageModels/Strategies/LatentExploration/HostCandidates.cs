namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The most probable tokens of rows of logits in the host's memory.</summary>
internal sealed class HostCandidates
{
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
            float[] values = new float[count], cells = new float[(logits.Vocabulary / 16) + 1];
            for (int row = first; row < end; row++)
            {
                Span<int> ids = TokenIds.AsSpan(row * count, count);
                HostSelection.Select(logits.Row(row), ids, values, cells);
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
}
