namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>How a policy is updated.</summary>
public sealed record PolicyOptimizerOptions
{
    /// <summary>The constants of the optimizer.</summary>
    public AdamWOptions AdamW { get; init; } = new();

    /// <summary>A gradient with a larger norm is scaled down to it; 0 does not clip. The default is 1.</summary>
    public double MaxGradientNorm { get; init; } = 1;

    /// <summary>The temperature that log-probabilities are taken at: that of the rollout. The default is 1.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>
    /// The most tokens of one forward pass: a minibatch with more is accumulated from several. It changes speed and memory, not (but
    /// for rounding) the result. The default is 2048.
    /// </summary>
    public int MicroBatchTokens { get; init; } = 2048;

    /// <summary>Whether only the inputs of layers are kept and the rest is computed again for the gradient: less memory, a third more time.</summary>
    public bool CheckpointActivations { get; init; }

    /// <summary>The seed of what a loss chooses at random (Clip-Cov). The default is 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>Every option that is wrong, as a sentence's part; empty where none is.</summary>
    public IReadOnlyList<string> Errors()
    {
        var wrong = new List<string>();
        if (!(MaxGradientNorm >= 0))
            wrong.Add(FormattableString.Invariant($"{nameof(MaxGradientNorm)} is {MaxGradientNorm}, expected 0 or more"));
        if (!(Temperature > 0) || !double.IsFinite(Temperature))
            wrong.Add(FormattableString.Invariant($"{nameof(Temperature)} is {Temperature}, expected above 0"));
        if (MicroBatchTokens < 1)
            wrong.Add(FormattableString.Invariant($"{nameof(MicroBatchTokens)} is {MicroBatchTokens}, expected at least 1"));
        return wrong;
    }
}
