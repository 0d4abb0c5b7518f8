using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>A random model whose inner layers are less certain than its final one, as those of real models are.</summary>
internal static class ExploringModel
{
    public static CausalLanguageModel Create(int layerCount, HuggingFaceTokenizer? tokenizer = null)
    {
        CausalLanguageModel model = CausalLanguageModel.Create(
            new ModelConfiguration
            {
                ModelType = "qwen3", VocabularySize = tokenizer?.VocabularySize ?? TinyModel.Vocabulary, HiddenSize = 32, IntermediateSize = 64,
                LayerCount = layerCount, HeadCount = 4, KeyValueHeadCount = 2, HeadSize = 8, ContextLength = 256, TieWordEmbeddings = false,
            },
            tokenizer,
            seed: 7);
        using IDisposable noGradient = no_grad();
        foreach (Tensor weight in model.Parameters.Values)
            if (weight.dim() == 2)
                weight.mul_(12);
        model.Parameters["model.norm.weight"].mul_(2);
        return model;
    }
}
