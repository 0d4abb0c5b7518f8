namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>How to generate.</summary>
/// <remarks>
/// What is null is not set: then the suggestion of the model's <c>generation_config.json</c> is taken, and where there is none, the
/// default that is named here. <see cref="Resolve"/> tells the outcome.
/// </remarks>
public sealed class GenerationOptions
{
    /// <summary>How many samples to generate for each prompt, at least 1. The default is 1.</summary>
    public int SamplesPerPrompt { get; init; } = 1;

    /// <summary>The most tokens a sample may have, at least 1; the end of the model's context may come earlier. The default is 512.</summary>
    public int? MaxNewTokens { get; init; }

    /// <summary>
    /// Divides the logits before the softmax; 0 takes the most probable token every time, other values are at least 0.001. The default
    /// is 1, and 0 for a model that says <c>do_sample: false</c>.
    /// </summary>
    public float? Temperature { get; init; }

    /// <summary>Draw among this many most probable tokens; 0, the default, does not restrict.</summary>
    public int? TopK { get; init; }

    /// <summary>
    /// Draw among the fewest most probable tokens that together have at least this probability, in (0, 1]; with
    /// <see cref="TopK"/>, of the probability that it left. 1, the default, does not restrict.
    /// </summary>
    public float? TopP { get; init; }

    /// <summary>Draw among the tokens that have at least this share of the greatest probability, 0 to 1. 0, the default, does not restrict.</summary>
    public float? MinP { get; init; }

    /// <summary>
    /// Divides the positive and multiplies the negative logits of each token that the prompt or the sample so far has, before the
    /// temperature; above 0. 1, the default, changes nothing.
    /// </summary>
    public float? RepetitionPenalty { get; init; }

    /// <summary>The tokens that end a sample. Null, the default, takes the model's end tokens; an empty list never stops.</summary>
    public IReadOnlyList<int>? StopTokenIds { get; init; }

    /// <summary>
    /// Texts that end a sample: its text stops before the first of them, whose tokens stay in the sample. Special tokens are no part of
    /// a text: see <see cref="StopTokenIds"/>. The default is none. The model must have a tokenizer.
    /// </summary>
    public IReadOnlyList<string>? StopStrings { get; init; }

    /// <summary>
    /// Take what is not set from the model's <c>generation_config.json</c>. The default is true. The end tokens that it names are the
    /// model's in any case.
    /// </summary>
    public bool UseModelDefaults { get; init; } = true;

    /// <summary>What becomes of a prompt that leaves no room in the model's context. The default refuses it with an error.</summary>
    public LongPromptHandling LongPrompts { get; init; }

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

    /// <summary>The values that a run on a model takes.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="ArgumentException">A value is wrong; the message lists every one.</exception>
    /// <exception cref="NotSupportedException">The model's <c>generation_config.json</c> asks for a way to decode that is not known.</exception>
    public GenerationSettings Resolve(CausalLanguageModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        GenerationSettings settings = GenerationSettings.Of(this, model);
        Check(settings.Errors());
        return settings;
    }

    internal GenerationSettings ResolveFor(CausalLanguageModel model, int promptCount)
    {
        GenerationSettings settings = GenerationSettings.Of(this, model);
        Check(settings.Errors().Concat(Errors(promptCount)));
        return settings;
    }

    private static void Check(IEnumerable<string> errors)
    {
        if (errors.ToArray() is { Length: > 0 } wrong)
            throw new ArgumentException("These generation options are wrong: " + string.Join("; ", wrong) + ".");
    }

    private IEnumerable<string> Errors(int promptCount)
    {
        if (SamplesPerPrompt is < 1 or > 1 << 24)
            yield return $"{nameof(SamplesPerPrompt)} is {SamplesPerPrompt}, expected 1 to 16,777,216";
        if (BatchSize < 1)
            yield return $"{nameof(BatchSize)} is {BatchSize}, expected at least 1";
        if (StopCheckInterval < 1)
            yield return $"{nameof(StopCheckInterval)} is {StopCheckInterval}, expected at least 1";
        if (RowKeys is not null && RowKeys.Count != promptCount)
            yield return $"the number of {nameof(RowKeys)} is {RowKeys.Count}, expected {promptCount}";
    }
}
