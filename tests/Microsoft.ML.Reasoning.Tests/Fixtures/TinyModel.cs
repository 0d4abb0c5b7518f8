using Microsoft.ML.Reasoning.LanguageModels;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.Tests;

/// <summary>A random model of two layers that reads bytes: a prompt of n ASCII characters has n tokens.</summary>
internal static class TinyModel
{
    private static readonly HuggingFaceTokenizer s_tokenizer = HuggingFaceTokenizer.Train([], new TokenizerTrainingOptions
    {
        VocabularySize = 259,
        SpecialTokens = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
        EndToken = "<|im_end|>",
    });

    /// <param name="contextLength">The length of its context.</param>
    /// <param name="withTokenizer">Whether it can read text.</param>
    /// <param name="sharpness">Scales the weights: large ones make its answers vary, 1 leaves it trainable.</param>
    public static CausalLanguageModel Create(int contextLength = 128, bool withTokenizer = true, float sharpness = 12)
    {
        var configuration = new ModelConfiguration
        {
            ModelType = "qwen3",
            VocabularySize = 259,
            HiddenSize = 16,
            IntermediateSize = 32,
            LayerCount = 2,
            HeadCount = 2,
            KeyValueHeadCount = 1,
            HeadSize = 8,
            ContextLength = contextLength,
            TieWordEmbeddings = true,
            EndTokenIds = [258],
        };
        CausalLanguageModel model = CausalLanguageModel.Create(configuration, withTokenizer ? s_tokenizer : null, seed: 3);
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach (Tensor weight in model.Parameters.Values)
            if (weight.dim() == 2)
                weight.mul_(sharpness);
        return model;
    }
}
