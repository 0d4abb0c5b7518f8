using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.ML.Reasoning.LanguageModels;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning;

/// <summary>What a run depends on, by name: only a run that would have written the same checkpoint may go on from it.</summary>
/// <remarks>Limits (steps, epochs, time) are not part of it where no schedule follows from them: a finished run can be prolonged.</remarks>
internal static class GrpoFingerprint
{
    private const int ChunkElements = 1 << 22;

    public static SortedDictionary<string, string> Of(
        CausalLanguageModel model, IReadOnlyList<GrpoProblem> problems, GrpoTrainer.Options options, ulong seed, int totalSteps)
    {
        // Records print their numbers in the current culture, and a run may go on in another one.
        CultureInfo culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        try
        {
            return Values(model, problems, options, seed, totalSteps);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static SortedDictionary<string, string> Values(
        CausalLanguageModel model, IReadOnlyList<GrpoProblem> problems, GrpoTrainer.Options options, ulong seed, int totalSteps)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["InitialWeights"] = Hash(model.Weights.Values),
            ["Problems"] = Hash(problems),
            ["Rewards"] = string.Join("; ", options.RewardFunctions.Select(reward => Text($"{reward.Function.Name} * {reward.Weight}"))),
            ["Strategy"] = options.Strategy is { } strategy ? $"{strategy.Name}: {strategy}" : "",
            ["Loss"] = $"{options.Loss}",
            ["Optimizer"] = $"{options.Optimizer}",
            ["Relax"] = $"{options.Relax}",
            ["Verl"] = $"{options.Verl}",
            ["Latents"] = $"{options.Latents}",
        };
        Add(nameof(options.GroupSize), options.GroupSize);
        Add(nameof(options.PromptsPerStep), options.PromptsPerStep);
        Add(nameof(options.MaxNewTokens), options.MaxNewTokens);
        Add(nameof(options.Temperature), options.Temperature);
        Add(nameof(options.TopK), options.TopK);
        Add(nameof(options.TopP), options.TopP);
        Add(nameof(options.ZeroVariance), $"{options.ZeroVariance}");
        Add(nameof(options.MaxGenerationRounds), options.MaxGenerationRounds);
        Add(nameof(options.MaskTruncated), options.MaskTruncated);
        Add(nameof(options.KlInReward), options.KlInReward == 0 ? "0" : Text($"{options.KlInReward} by {options.KlInRewardEstimator}"));
        Add(nameof(options.UpdatesPerRollout), options.UpdatesPerRollout);
        Add(nameof(options.MinibatchesPerStep), options.MinibatchesPerStep);
        Add(nameof(options.Advantage), $"{options.Advantage}");
        Add(nameof(options.LearningRate), options.LearningRate);
        Add(nameof(options.WarmupSteps), options.WarmupSteps);
        Add(nameof(options.Schedule), options.Schedule == LearningRateShape.Constant ? $"{options.Schedule}" : Text($"{options.Schedule} to {options.FinalLearningRateShare} in {totalSteps}"));
        Add("Seed", seed);
        return values;

        void Add(string name, IConvertible value) => values.Add(name, value.ToString(CultureInfo.InvariantCulture));
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private static string Hash(IReadOnlyList<GrpoProblem> problems)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (GrpoProblem problem in problems)
        {
            int[] ids = [problem.PromptIds.Count, .. problem.PromptIds];
            hash.AppendData(MemoryMarshal.AsBytes<int>(ids));
            hash.AppendData(Encoding.UTF8.GetBytes(problem.Answer ?? ""));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Hash(Tensor weights)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long start = 0; start < weights.numel(); start += ChunkElements)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor part = weights.detach().narrow(0, start, Math.Min(ChunkElements, weights.numel() - start)).cpu().contiguous();
            hash.AppendData(part.bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
