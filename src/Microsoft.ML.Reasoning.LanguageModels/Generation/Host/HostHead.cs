namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The head applied to states of any layer: the probabilities of a few tokens of each row. No row's logits are ever kept.</summary>
/// <remarks>
/// Threads share the vocabulary, not the rows: a handful of rows costs one reading of the weights. A tile of logits is made, looked at
/// and overwritten, so it stays in the first cache.
/// </remarks>
internal sealed class HostHead(HostWeights weights)
{
    private const int PanelsAtOnce = 8;

    // Fewer products are done before a second thread has begun.
    private const long LeastToShare = 1 << 20;

    private readonly PackedMatrix matrix = weights.Head;
    private readonly int width = weights.Configuration.HiddenSize;
    private readonly int vocabulary = weights.Configuration.VocabularySize;

    /// <summary>The width of a state.</summary>
    public int Width => width;

    /// <summary>How many rows of states a buffer must hold for so many rows.</summary>
    public static int Padded(int rows) => (rows + PackedMatrix.BlockRows - 1) / PackedMatrix.BlockRows * PackedMatrix.BlockRows;

    /// <summary>Applies the model's final norm to rows of states, in place.</summary>
    public void Normalize(Span<float> states)
    {
        for (; states.Length > 0; states = states[width..])
        {
            double squares = 0;
            for (int i = 0; i < width; i++)
                squares += states[i] * states[i];
            float scale = (float)(1 / Math.Sqrt(squares / width + weights.Configuration.RmsNormEpsilon));
            for (int i = 0; i < width; i++)
                states[i] *= scale * weights.FinalNorm[i];
        }
    }

    /// <summary>The log-probabilities of some tokens after rows of states.</summary>
    /// <param name="states">The states, room for <see cref="Padded"/> rows.</param>
    /// <param name="rows">How many rows there are.</param>
    /// <param name="temperature">Divides the logits.</param>
    /// <param name="tokenIds">The tokens of each group of rows in ascending order, [groups, tokens].</param>
    /// <param name="groups">How many groups of neighbouring rows there are; all have the same number of rows.</param>
    /// <param name="threads">How many threads to use.</param>
    /// <returns>[rows, tokens].</returns>
    public double[] LogProbabilities(float[] states, int rows, float temperature, int[] tokenIds, int groups, int threads)
    {
        int panels = matrix.OutputWidth / PackedMatrix.PanelWidth, count = tokenIds.Length / groups, perGroup = rows / groups;
        var chosen = new float[rows * count];
        var sums = new LogSum[threads * rows];
        RowParts.Run(
            (panels + PanelsAtOnce - 1) / PanelsAtOnce,
            (long)Padded(rows) * width * matrix.OutputWidth < LeastToShare ? 1 : threads,
            (part, first, end) => Run(
                states, rows, 1 / temperature, first * PanelsAtOnce, Math.Min(end * PanelsAtOnce, panels), tokenIds, count, perGroup,
                chosen, sums.AsSpan(part * rows, rows)));
        var results = new double[rows * count];
        for (int row = 0; row < rows; row++)
        {
            LogSum all = default;
            for (int part = 0; part < threads; part++)
                all.Add(sums[part * rows + row], 1 / temperature);
            for (int i = row * count; i < (row + 1) * count; i++)
                results[i] = (chosen[i] - all.Greatest) / (double)temperature - Math.Log(all.Sum);
        }

        return results;
    }

    private void Run(
        float[] states, int rows, float scale, int firstPanel, int endPanel, int[] tokenIds, int count, int perGroup, float[] chosen,
        Span<LogSum> sums)
    {
        const int Stride = PanelsAtOnce * PackedMatrix.PanelWidth;
        Span<float> tile = stackalloc float[PackedMatrix.BlockRows * Stride];
        for (int panel = firstPanel; panel < endPanel; panel += PanelsAtOnce)
        {
            int panels = Math.Min(PanelsAtOnce, endPanel - panel), firstToken = panel * PackedMatrix.PanelWidth;
            int tokens = Math.Min(panels * PackedMatrix.PanelWidth, vocabulary - firstToken);
            for (int block = 0; block < rows; block += PackedMatrix.BlockRows)
            {
                for (int i = 0; i < panels; i++)
                    matrix.MultiplyFew(panel + i, ref states[block * width], width, ref tile[i * PackedMatrix.PanelWidth], Stride);
                for (int row = block; row < Math.Min(block + PackedMatrix.BlockRows, rows); row++)
                {
                    Span<float> logits = tile.Slice((row - block) * Stride, tokens);
                    sums[row].Add(logits, scale);
                    int group = row / perGroup;
                    for (int i = 0; i < count; i++)
                        if ((uint)(tokenIds[group * count + i] - firstToken) < (uint)tokens)
                            chosen[row * count + i] = logits[tokenIds[group * count + i] - firstToken];
                }
            }
        }
    }
}
