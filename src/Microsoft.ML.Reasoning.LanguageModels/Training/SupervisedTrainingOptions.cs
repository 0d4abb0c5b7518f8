namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>How to fine-tune a model on prompts and responses.</summary>
public sealed class SupervisedTrainingOptions
{
    /// <summary>How often each example is seen; a fraction takes part of the examples. The default is 1.</summary>
    public double Epochs { get; init; } = 1;

    /// <summary>How many examples a step takes. The default is 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>
    /// The most tokens, padding included, of one forward pass: a batch with more is accumulated from several, each of examples of
    /// similar length. It changes speed and memory, not (but for rounding) the result. The default is 2048.
    /// </summary>
    public int MicroBatchTokens { get; init; } = 2048;

    /// <summary>Examples with more tokens than this, prompt and response together, are skipped and counted. Null, the default: the model's context length.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>The highest learning rate. The default is 1e-5.</summary>
    public double LearningRate { get; init; } = 1e-5;

    /// <summary>How the rate goes on after the warm-up. The default is <see cref="LearningRateShape.Cosine"/>.</summary>
    public LearningRateShape Schedule { get; init; } = LearningRateShape.Cosine;

    /// <summary>How many steps the rate takes to rise to <see cref="LearningRate"/>. The default is 0.</summary>
    public int WarmupSteps { get; init; }

    /// <summary>The rate after the last step of a linear or cosine schedule, as a share of <see cref="LearningRate"/>, 0 to 1. The default is 0.</summary>
    public double FinalLearningRateShare { get; init; }

    /// <summary>AdamW's decay of the mean gradient. The default is 0.9.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>AdamW's decay of the mean squared gradient. The default is 0.999.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>AdamW's epsilon. The default is 1e-8.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>AdamW's weight decay; vectors (norms, biases) are exempt. The default is 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>A gradient with a larger norm is scaled down to it; 0 does not clip. The default is 1.</summary>
    public double MaxGradientNorm { get; init; } = 1;

    /// <summary>The seed of the order of examples. The default is 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// Where to keep checkpoints. A run that finds one there goes on from it, bit for bit as if it had never stopped.
    /// Null, the default, keeps none.
    /// </summary>
    public string? CheckpointDirectory { get; init; }

    /// <summary>How many steps lie between two checkpoints. The default is 100.</summary>
    public int CheckpointInterval { get; init; } = 100;

    /// <summary>How many checkpoints to keep, the latest ones. The default is 2.</summary>
    public int KeepCheckpoints { get; init; } = 2;

    /// <summary>Throws one exception that lists every wrong option.</summary>
    public void Validate()
    {
        var wrong = new List<string>();
        Check(Epochs > 0 && double.IsFinite(Epochs), nameof(Epochs), Epochs, "above 0");
        Check(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1");
        Check(MicroBatchTokens >= 1, nameof(MicroBatchTokens), MicroBatchTokens, "at least 1");
        Check(MaxTokens is null or >= 2, nameof(MaxTokens), MaxTokens, "at least 2");
        Check(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "above 0");
        Check(Enum.IsDefined(Schedule), nameof(Schedule), Schedule, "one of " + string.Join(", ", Enum.GetNames<LearningRateShape>()));
        Check(WarmupSteps >= 0, nameof(WarmupSteps), WarmupSteps, "0 or more");
        Check(FinalLearningRateShare is >= 0 and <= 1, nameof(FinalLearningRateShare), FinalLearningRateShare, "0 to 1");
        Check(Beta1 is >= 0 and < 1, nameof(Beta1), Beta1, "0 to below 1");
        Check(Beta2 is >= 0 and < 1, nameof(Beta2), Beta2, "0 to below 1");
        Check(Epsilon > 0 && double.IsFinite(Epsilon), nameof(Epsilon), Epsilon, "above 0");
        Check(WeightDecay >= 0 && double.IsFinite(WeightDecay), nameof(WeightDecay), WeightDecay, "0 or more");
        Check(MaxGradientNorm >= 0, nameof(MaxGradientNorm), MaxGradientNorm, "0 or more");
        Check(CheckpointInterval >= 1, nameof(CheckpointInterval), CheckpointInterval, "at least 1");
        Check(KeepCheckpoints >= 1, nameof(KeepCheckpoints), KeepCheckpoints, "at least 1");
        if (wrong.Count > 0)
            throw new ArgumentException("These training options are wrong: " + string.Join("; ", wrong) + ".");

        void Check(bool right, string name, object? value, string expected)
        {
            if (!right)
                wrong.Add(FormattableString.Invariant($"{name} is {value}, expected {expected}"));
        }
    }
}
