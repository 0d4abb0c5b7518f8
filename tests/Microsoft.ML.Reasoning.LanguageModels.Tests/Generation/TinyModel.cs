using Microsoft.ML.Reasoning.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>A random model of three layers whose distributions are neither flat nor certain.</summary>
internal static class TinyModel
{
    public const int Vocabulary = 48;

    public static CausalLanguageModel Create(
        int contextLength = 256, ulong seed = 7, HuggingFaceTokenizer? tokenizer = null, ScalarType? precision = null)
    {
        var model = CausalLanguageModel.Create(
            new ModelConfiguration
            {
                ModelType = "qwen3",
                VocabularySize = tokenizer?.VocabularySize ?? Vocabulary,
                HiddenSize = 32,
                IntermediateSize = 64,
                LayerCount = 3,
                HeadCount = 4,
                KeyValueHeadCount = 2,
                HeadSize = 8,
                ContextLength = contextLength,
                TieWordEmbeddings = true,
                Precision = precision,
            },
            tokenizer,
            seed,
            device(TestDevice.Name));
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach (Tensor weight in model.Parameters.Values)
            if (weight.dim() == 2)
                weight.mul_(12);
        return model;
    }

    /// <summary>Prompts of 1 to <paramref name="longest"/> random tokens.</summary>
    public static int[][] Prompts(int count, int longest = 24, ulong seed = 1)
    {
        var prompts = new int[count][];
        for (int row = 0; row < count; row++)
        {
            var key = new RandomKey(seed, RandomPurpose.Data, row);
            prompts[row] = new int[1 + CounterRandom.Below(key, 0, longest)];
            for (int i = 0; i < prompts[row].Length; i++)
                prompts[row][i] = CounterRandom.Below(key, (uint)i + 1, Vocabulary);
        }

        return prompts;
    }

    /// <summary>The logits that chose each token of a sample, by one forward pass without a cache: [tokens][vocabulary].</summary>
    public static double[][] Logits(CausalLanguageModel model, GeneratedSample sample)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        long[] ids = [.. sample.PromptTokenIds.Concat(sample.TokenIds).Select(id => (long)id)];
        ModelOutput output = model.Forward(new ModelInput(tensor(ids, device: model.Device).unsqueeze(0)));
        Tensor emitting = output.LastHiddenState.select(0, 0).narrow(0, sample.PromptTokenIds.Count - 1, sample.TokenIds.Count);
        double[] flat = model.Logits(emitting).to(ScalarType.Float64).cpu().data<double>().ToArray();
        return [.. flat.Chunk(flat.Length / sample.TokenIds.Count)];
    }

    /// <summary>Softmax of logits divided by the temperature.</summary>
    public static double[] Softmax(double[] logits, double temperature = 1)
    {
        double greatest = logits.Max();
        double[] weights = [.. logits.Select(logit => Math.Exp((logit - greatest) / temperature))];
        double total = weights.Sum();
        return [.. weights.Select(weight => weight / total)];
    }
}
