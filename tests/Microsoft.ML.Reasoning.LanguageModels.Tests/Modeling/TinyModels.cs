using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Small models with random weights.</summary>
internal static class TinyModels
{
    public static ModelConfiguration Qwen3 { get; } = new()
    {
        ModelType = "qwen3",
        VocabularySize = 97,
        HiddenSize = 32,
        IntermediateSize = 48,
        LayerCount = 3,
        HeadCount = 4,
        KeyValueHeadCount = 2,
        HeadSize = 8,
        ContextLength = 64,
        TieWordEmbeddings = true,
        EndTokenIds = [2],
    };

    public static ModelConfiguration Window { get; } = Qwen3 with { SlidingWindow = 4, WindowedLayers = [1, 2] };

    public static CausalLanguageModel Create(ModelConfiguration? configuration = null, ulong seed = 1)
    {
        CausalLanguageModel model = CausalLanguageModel.Create(configuration ?? Qwen3, null, seed);
        // Wider than new weights are: attention and norms shall matter.
        using IDisposable noGradient = no_grad();
        using Tensor matrices = model.Weights.Values.narrow(0, 0, model.Weights.MatrixLength);
        matrices.mul_(8);
        return model;
    }

    /// <summary>Token ids that look random, [batch, tokens].</summary>
    public static Tensor Ids(int batch, int tokens, int seed = 0) =>
        tensor([.. Enumerable.Range(0, batch * tokens).Select(i => (long)((i * 31 + seed * 17 + i * i * 7) % 97))], [batch, tokens]);
}
