using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What a run depends on, by name: a checkpoint may be resumed only by a run that would have written the same one.</summary>
internal static class TrainingFingerprint
{
    public static SortedDictionary<string, string> Of(
        CausalLanguageModel model, IReadOnlyList<SupervisedExample> examples, SupervisedTrainingOptions options)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["Parameters"] = Hash(model.Parameters),
            ["Precision"] = $"{model.Precision}",
            ["Examples"] = Hash(examples),
        };
        Add(nameof(options.Epochs), options.Epochs);
        Add(nameof(options.BatchSize), options.BatchSize);
        Add(nameof(options.MicroBatchTokens), options.MicroBatchTokens);
        Add(nameof(options.LearningRate), options.LearningRate);
        Add(nameof(options.Schedule), $"{options.Schedule}");
        Add(nameof(options.WarmupSteps), options.WarmupSteps);
        Add(nameof(options.FinalLearningRateShare), options.FinalLearningRateShare);
        Add(nameof(options.Beta1), options.Beta1);
        Add(nameof(options.Beta2), options.Beta2);
        Add(nameof(options.Epsilon), options.Epsilon);
        Add(nameof(options.WeightDecay), options.WeightDecay);
        Add(nameof(options.MaxGradientNorm), options.MaxGradientNorm);
        Add(nameof(options.Seed), options.Seed);
        return values;

        void Add(string name, IConvertible value) => values.Add(name, value.ToString(CultureInfo.InvariantCulture));
    }

    private static string Hash(IReadOnlyList<SupervisedExample> examples)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((IReadOnlyList<int> prompt, IReadOnlyList<int> response) in examples)
        {
            int[] ids = [prompt.Count, .. prompt, response.Count, .. response];
            hash.AppendData(MemoryMarshal.AsBytes<int>(ids));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Hash(IReadOnlyDictionary<string, Tensor> parameters)
    {
        IEnumerable<string> shapes = parameters.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}[{string.Join(',', pair.Value.shape)}]");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(';', shapes))));
    }
}
