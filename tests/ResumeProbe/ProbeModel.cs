using Microsoft.ML.Reasoning.LanguageModels;

namespace ResumeProbe;

/// <summary>A random model of four layers that reads and writes bytes.</summary>
internal static class ProbeModel
{
    public static CausalLanguageModel Create() => CausalLanguageModel.Create(
        new ModelConfiguration
        {
            ModelType = "qwen3",
            VocabularySize = 259,
            HiddenSize = 32,
            IntermediateSize = 64,
            LayerCount = 4,
            HeadCount = 2,
            KeyValueHeadCount = 1,
            HeadSize = 16,
            ContextLength = 128,
            TieWordEmbeddings = true,
            EndTokenIds = [258],
        },
        HuggingFaceTokenizer.Train([], new TokenizerTrainingOptions
        {
            VocabularySize = 259,
            SpecialTokens = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
            EndToken = "<|im_end|>",
        }),
        seed: 3);
}
