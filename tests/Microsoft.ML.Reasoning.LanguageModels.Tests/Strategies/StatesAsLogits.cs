using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>A model whose head is the identity: states of any layer are that layer's logits, so a strategy can be handed logits.</summary>
internal static class StatesAsLogits
{
    public static CausalLanguageModel Create(int vocabulary, int layerCount)
    {
        CausalLanguageModel model = CausalLanguageModel.Create(
            new ModelConfiguration
            {
                ModelType = "qwen3", VocabularySize = vocabulary, HiddenSize = vocabulary, IntermediateSize = 8, LayerCount = layerCount,
                HeadCount = 1, KeyValueHeadCount = 1, HeadSize = 4, ContextLength = 8, TieWordEmbeddings = false,
            },
            null,
            seed: 1);
        using IDisposable noGradient = no_grad();
        using Tensor identity = eye(vocabulary);
        model.Parameters["lm_head.weight"].copy_(identity);
        return model;
    }

    /// <summary>A step in which a row of logits stands in <paramref name="rows"/> rows, each with its own random numbers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">The options of the run.</param>
    /// <param name="layers">The logits of every layer that is wanted, by number.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="onHost">Whether the strategy finds its logits in the host's memory.</param>
    /// <param name="memory">What each row remembers; or null.</param>
    public static DecodingContext Step(
        CausalLanguageModel model, GenerationOptions options, IReadOnlyDictionary<int, float[]> layers, int rows, bool onHost, Tensor? memory)
    {
        int vocabulary = model.Configuration.VocabularySize, final = model.Configuration.LayerCount;
        Dictionary<int, float[]> repeated = layers.ToDictionary(
            pair => pair.Key, pair => Enumerable.Repeat(pair.Value, rows).SelectMany(values => values).ToArray());
        Dictionary<int, Tensor> states = repeated.ToDictionary(pair => pair.Key, pair => tensor(pair.Value, [rows, vocabulary]));
        DecodingRow[] keys = [.. Enumerable.Range(0, rows).Select(row => new DecodingRow(row, 0, 0))];
        return new DecodingContext(model, options, options.Resolve(model), keys, () => states[final].alias(), layer => states[layer].alias(), memory)
        {
            OnHost = onHost
                ? new HostLogits(repeated[final], vocabulary, vocabulary)
                {
                    Head = new HostHead(model.PackedWeights.Get()), States = layer => repeated[layer],
                }
                : null,
        };
    }
}
