using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>How a component of this library asks the engine for samples. Null: the model's suggestion, else the engine's default.</summary>
internal sealed record SamplingState(
    int SamplesPerPrompt,
    int? MaxNewTokens,
    float? Temperature,
    ulong Seed,
    int ConcurrentSamples)
{
    public int? TopK { get; init; }

    public float? TopP { get; init; }

    public float? MinP { get; init; }

    public float? RepetitionPenalty { get; init; }

    public IReadOnlyList<int>? StopTokenIds { get; init; }

    public IReadOnlyList<string>? StopStrings { get; init; }

    public IDecodingStrategy? Strategy { get; init; }

    public bool UseModelDefaults { get; init; } = true;

    public LongPromptHandling LongPrompts { get; init; }

    /// <summary>The layers whose states to keep, counted from 0, the embeddings.</summary>
    public IReadOnlyList<int> KeepStates { get; init; } = [];

    public void Check(OptionErrors errors)
    {
        errors.Require(SamplesPerPrompt is >= 1 and <= 1 << 24, $"SamplesPerPrompt is {SamplesPerPrompt}, expected 1 to 16777216");
        errors.Require(MaxNewTokens is null or >= 1, $"MaxNewTokens is {MaxNewTokens}, expected at least 1");
        errors.Require(Temperature is null or 0 or (>= 0.001f and <= float.MaxValue),
            FormattableString.Invariant($"Temperature is {Temperature}, expected 0 or at least 0.001"));
        errors.Require(TopK is null or >= 0, $"TopK is {TopK}, expected 0 (off) or more");
        errors.Require(TopP is null or (> 0 and <= 1), FormattableString.Invariant($"TopP is {TopP}, expected above 0 and at most 1"));
        errors.Require(MinP is null or (>= 0 and <= 1), FormattableString.Invariant($"MinP is {MinP}, expected 0 (off) to 1"));
        errors.Require(RepetitionPenalty is null or (> 0 and <= float.MaxValue),
            FormattableString.Invariant($"RepetitionPenalty is {RepetitionPenalty}, expected above 0"));
        errors.Require(StopStrings is null || !StopStrings.Any(string.IsNullOrEmpty), "StopStrings has an empty text");
        errors.Require(Enum.IsDefined(LongPrompts), $"LongPrompts is {LongPrompts}, expected Refuse or Skip");
        errors.Require(ConcurrentSamples >= 1, $"ConcurrentSamples is {ConcurrentSamples}, expected at least 1");
    }

    /// <summary>The engine's options, without what belongs to one call.</summary>
    public GenerationOptions ToOptions(
        IReadOnlyList<long>? rowKeys = null, IProgress<GenerationProgress>? progress = null, CancellationToken cancellationToken = default) =>
        new()
        {
            SamplesPerPrompt = SamplesPerPrompt,
            MaxNewTokens = MaxNewTokens,
            Temperature = Temperature,
            TopK = TopK,
            TopP = TopP,
            MinP = MinP,
            RepetitionPenalty = RepetitionPenalty,
            Seed = Seed,
            StopTokenIds = StopTokenIds,
            StopStrings = StopStrings,
            Strategy = Strategy,
            UseModelDefaults = UseModelDefaults,
            LongPrompts = LongPrompts,
            BatchSize = ConcurrentSamples,
            KeepStates = KeepStates,
            RowKeys = rowKeys,
            Progress = progress,
            CancellationToken = cancellationToken,
        };

    /// <summary>A seed for a component that was given none: the seed of the <see cref="MLContext"/> decides.</summary>
    public static ulong DrawSeed(Random random) => (ulong)random.NextInt64();
}
