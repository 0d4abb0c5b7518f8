namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Log-probabilities and entropies of emitted tokens and their way back, some rows at a time, on one thread.</summary>
internal sealed class HostHeadPass(HostTrainingWeights weights, double temperature)
{
    private const int ChunkRows = 64;
    private readonly int _vocabulary = weights.Configuration.VocabularySize;
    private readonly float _scale = (float)(1 / temperature);
    private readonly HostRows _logits = new(weights.Configuration.VocabularySize);
    private readonly HostRows _states = new(weights.Configuration.HiddenSize);
    private readonly HostRows _gradient = new(weights.Configuration.HiddenSize);

    /// <summary>Of each emitted token.</summary>
    public float[] LogProbabilities { get; private set; } = [];

    /// <summary>At each emitted token.</summary>
    public float[] Entropies { get; private set; } = [];

    public void Forward(HostRows states, int[] targets)
    {
        LogProbabilities = new float[targets.Length];
        Entropies = new float[targets.Length];
        for (int first = 0; first < targets.Length; first += ChunkRows)
        {
            int count = LogShares(states, first, targets.Length);
            for (int i = 0; i < count; i++)
            {
                Span<float> row = _logits.Row(i);
                LogProbabilities[first + i] = row[targets[first + i]];
                Entropies[first + i] = HostVectors.EntropyOf(row);
            }
        }
    }

    /// <summary>Adds the gradient of the states, given those of log-probabilities and entropies, and that of the head.</summary>
    public void Backward(
        HostRows states, int[] targets, ReadOnlySpan<float> logGradient, ReadOnlySpan<float> entropyGradient, HostRows stateGradient, float[] headGradient)
    {
        for (int first = 0; first < targets.Length; first += ChunkRows)
        {
            int count = LogShares(states, first, targets.Length);
            for (int i = 0; i < count; i++)
            {
                Span<float> row = _logits.Row(i);
                float log = logGradient[first + i], entropy = entropyGradient.IsEmpty ? 0 : entropyGradient[first + i];
                HostVectors.LogSharesBack(row, log, entropy, Entropies[first + i], _scale);
                row[targets[first + i]] += log * _scale;
            }

            weights.Head.Backward(_logits, _gradient, count);
            weights.Head.AddGradient(_logits, _states, count, headGradient);
            for (int i = 0; i < count; i++)
                HostVectors.Add(_gradient.Row(i), stateGradient.Row(first + i));
        }
    }

    private int LogShares(HostRows states, int first, int rows)
    {
        int count = Math.Min(ChunkRows, rows - first);
        _logits.Reserve(ChunkRows);
        _states.Reserve(ChunkRows);
        _gradient.Reserve(ChunkRows);
        for (int i = 0; i < count; i++)
            states.Row(first + i).CopyTo(_states.Row(i));
        weights.Head.Forward(_states, _logits, count);
        for (int i = 0; i < count; i++)
        {
            Span<float> row = _logits.Values.AsSpan(i * _logits.Stride, _vocabulary);
            if (_scale != 1)
                HostVectors.Multiply(row, _scale);
            float greatest = HostReductions.Greatest(row);
            HostVectors.Shift(row, greatest + (float)Math.Log(HostReductions.SumOfExponentials(row, greatest, 1)));
        }

        return count;
    }
}
