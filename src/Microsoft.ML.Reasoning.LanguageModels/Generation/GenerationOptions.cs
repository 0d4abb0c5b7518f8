namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>How to generate.</summary>
public sealed class GenerationOptions
{
    // Below this, logits divided by the temperature leave the range of single precision.
    private const float LeastTemperature = 0.001f;

    /// <summary>How many samples to generate for each prompt, at least 1. The default is 1.</summary>
    public int SamplesPerPrompt { get; init; } = 1;

    /// <summary>The most tokens a sample may have, at least 1; the end of the model's context may come earlier. The default is 512.</summary>
    public int MaxNewTokens { get; init; } = 512;

    /// <summary>Divides the logits before the softmax; 0 takes the most probable token every time, other values are at least 0.001. The default is 1.</summary>
    public float Temperature { get; init; } = 1;

    /// <summary>Draw among this many most probable tokens; 0, the default, does not restrict.</summary>
    public int TopK { get; init; }

    /// <summary>
    /// Draw among the fewest most probable tokens that together have at least this probability, in (0, 1]; with
    /// <see cref="TopK"/>, of the probability that it left. 1, the default, does not restrict.
    /// </summary>
    public float TopP { get; init; } = 1;

    /// <summary>The tokens that end a sample. Null, the default, takes the model's end tokens; an empty list never stops.</summary>
    public IReadOnlyList<int>? StopTokenIds { get; init; }

    /// <summary>The seed of the random numbers. The default is 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many samples are generated at a time, at least 1; it changes speed and memory, not the samples. The default is 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>
    /// How many tokens to generate before looking which samples have ended, at least 1. Looking waits for the device.
    /// Null, the default, looks after every token on the CPU and after every eighth elsewhere.
    /// </summary>
    public int? StopCheckInterval { get; init; }

    /// <summary>How the next token is chosen. Null, the default: <see cref="SamplingDecoding"/>, or <see cref="GreedyDecoding"/> at temperature 0.</summary>
    public IDecodingStrategy? Strategy { get; init; }

    /// <summary>
    /// The layers whose states to keep (0: embeddings; 1 to L - 1: outputs of the blocks; L or -1: after the final norm;
    /// negative numbers count from the end). The default is none.
    /// </summary>
    public IReadOnlyList<int> KeepStates { get; init; } = [];

    /// <summary>
    /// The row of the first prompt in the key of the random numbers: give the position of the batch in the data, and samples do
    /// not depend on how the data was cut. The default is 0.
    /// </summary>
    public long FirstRow { get; init; }

    /// <summary>
    /// The row of each prompt in the key of the random numbers, for prompts that are not neighbours in the data. Null, the default,
    /// counts up from <see cref="FirstRow"/>.
    /// </summary>
    public IReadOnlyList<long>? RowKeys { get; init; }

    /// <summary>Ends the call with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Is told about the progress, at most ten times a second and at the end.</summary>
    public IProgress<GenerationProgress>? Progress { get; init; }

    internal void Validate(int promptCount)
    {
        var wrong = new List<string>();
        Check(SamplesPerPrompt is >= 1 and <= 1 << 24, nameof(SamplesPerPrompt), SamplesPerPrompt, "1 to 16,777,216");
        Check(MaxNewTokens >= 1, nameof(MaxNewTokens), MaxNewTokens, "at least 1");
        Check(Temperature is 0 or (>= LeastTemperature and <= float.MaxValue), nameof(Temperature), Temperature, "0 or at least 0.001");
        Check(TopK >= 0, nameof(TopK), TopK, "0 or more");
        Check(TopP is > 0 and <= 1, nameof(TopP), TopP, "above 0 and at most 1");
        Check(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1");
        Check(StopCheckInterval is null or >= 1, nameof(StopCheckInterval), StopCheckInterval, "at least 1");
        Check(RowKeys is null || RowKeys.Count == promptCount, "the number of " + nameof(RowKeys), RowKeys?.Count, $"{promptCount}");
        if (wrong.Count > 0)
            throw new ArgumentException("These generation options are wrong: " + string.Join("; ", wrong) + ".");

        void Check(bool right, string name, object? value, string expected)
        {
            if (!right)
                wrong.Add(FormattableString.Invariant($"{name} is {value}, expected {expected}"));
        }
    }
}
