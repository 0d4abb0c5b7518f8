using Microsoft.ML.Reasoning.LanguageModels;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>A model's shape and a batch, in bfloat16, as the device benchmark decodes it.</summary>
internal sealed record DeviceShape(string Name, ModelConfiguration Model, int Batch, int Prompt, int NewTokens)
{
    public static IReadOnlyList<DeviceShape> All { get; } =
    [
        Of("tiny", layers: 2, width: 64, feedForward: 128, heads: 4, keyValueHeads: 2, vocabulary: 512, tied: true, batch: 8, prompt: 16, newTokens: 16),
        Of("qwen2.5-1.5b", layers: 28, width: 1536, feedForward: 8960, heads: 12, keyValueHeads: 2, vocabulary: 151936, tied: true, batch: 256, prompt: 512, newTokens: 512),
        Of("qwen2.5-7b", layers: 28, width: 3584, feedForward: 18944, heads: 28, keyValueHeads: 4, vocabulary: 152064, tied: false, batch: 64, prompt: 512, newTokens: 512),
    ];

    /// <summary>What a step must read at least: every weight that a token passes, and the keys and values so far, at the middle of the run.</summary>
    public double BytesPerStep(long parameters)
    {
        // Looked up row by row, an untied embedding is not read as a whole.
        long read = parameters - (Model.TieWordEmbeddings ? 0 : (long)Model.VocabularySize * Model.HiddenSize);
        long forEachToken = 2L * Model.LayerCount * Model.KeyValueHeadCount * Model.HeadSize;
        return sizeof(short) * (read + forEachToken * Batch * (Prompt + NewTokens / 2.0));
    }

    private static DeviceShape Of(
        string name, int layers, int width, int feedForward, int heads, int keyValueHeads, int vocabulary, bool tied, int batch, int prompt, int newTokens) =>
        new(
            name,
            new ModelConfiguration
            {
                ModelType = "qwen2",
                VocabularySize = vocabulary,
                HiddenSize = width,
                IntermediateSize = feedForward,
                LayerCount = layers,
                HeadCount = heads,
                KeyValueHeadCount = keyValueHeads,
                HeadSize = width / heads,
                ContextLength = 4096,
                RopeTheta = 1e6,
                AttentionBias = true,
                TieWordEmbeddings = tied,
                Precision = ScalarType.BFloat16,
            },
            batch,
            prompt,
            newTokens);
}
