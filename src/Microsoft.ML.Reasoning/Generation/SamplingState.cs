using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>How a component of this library asks the engine for samples.</summary>
internal sealed record SamplingState(
    int SamplesPerPrompt,
    int MaxNewTokens,
    float Temperature,
    int TopK,
    float TopP,
    ulong Seed,
    IReadOnlyList<int>? StopTokenIds,
    IDecodingStrategy? Strategy,
    int ConcurrentSamples)
{
    /// <summary>The layers whose states to keep, counted from 0, the embeddings.</summary>
    public IReadOnlyList<int> KeepStates { get; init; } = [];

    public void Check(OptionErrors errors)
    {
        errors.Require(SamplesPerPrompt is >= 1 and <= 1 << 24, $"SamplesPerPrompt is {SamplesPerPrompt}, expected 1 to 16777216");
        errors.Require(MaxNewTokens >= 1, $"MaxNewTokens is {MaxNewTokens}, expected at least 1");
        errors.Require(Temperature >= 0 && float.IsFinite(Temperature),
            FormattableString.Invariant($"Temperature is {Temperature}, expected 0 or a positive number"));
        errors.Require(TopK >= 0, $"TopK is {TopK}, expected 0 (off) or more");
        errors.Require(TopP is > 0 and <= 1, FormattableString.Invariant($"TopP is {TopP}, expected above 0 and at most 1"));
        errors.Require(ConcurrentSamples >= 1, $"ConcurrentSamples is {ConcurrentSamples}, expected at least 1");
    }

    /// <summary>A seed for a component that was given none: the seed of the <see cref="MLContext"/> decides.</summary>
    public static ulong DrawSeed(Random random) => (ulong)random.NextInt64();
}
