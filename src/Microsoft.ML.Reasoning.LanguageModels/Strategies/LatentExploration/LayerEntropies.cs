using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The entropy of the next-token distribution that each layer's states give through the model's head.</summary>
public static class LayerEntropies
{
    // The logits of a layer are made for so many of them at a time.
    private const long LogitsAtOnce = 1 << 24;

    /// <summary>The entropies of the distributions from which the tokens of a response came.</summary>
    /// <param name="model">The model.</param>
    /// <param name="promptTokenIds">The prompt, at least one token.</param>
    /// <param name="responseTokenIds">The response.</param>
    /// <param name="layers">The layers: 0 the embeddings, i the output of block i, the layer count after the final norm.</param>
    /// <param name="temperature">Divides the logits.</param>
    /// <param name="normalizeInner">Whether inner states go through the final norm before the head.</param>
    /// <returns>Entropies in nats [response tokens, layers].</returns>
    public static float[,] Measure(
        CausalLanguageModel model, IReadOnlyList<int> promptTokenIds, IReadOnlyList<int> responseTokenIds, IReadOnlyList<int> layers,
        float temperature = 1, bool normalizeInner = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(promptTokenIds);
        ArgumentNullException.ThrowIfNull(responseTokenIds);
        ArgumentNullException.ThrowIfNull(layers);
        float[,] entropies = new float[responseTokenIds.Count, layers.Count];
        if (responseTokenIds.Count == 0)
            return entropies;
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        long[] ids = [.. promptTokenIds.Concat(responseTokenIds.SkipLast(1)).Select(id => (long)id)];
        ModelOutput output = model.Forward(new ModelInput(tensor(ids, [1, ids.Length], device: model.Device)), layers: layers);
        int atOnce = (int)Math.Max(1, LogitsAtOnce / model.Configuration.VocabularySize);
        for (int layer = 0; layer < layers.Count; layer++)
            for (int first = 0; first < responseTokenIds.Count; first += atOnce)
            {
                int count = Math.Min(atOnce, responseTokenIds.Count - first);
                float[] part = Entropies(layer, first, count);
                for (int i = 0; i < count; i++)
                    entropies[first + i, layer] = part[i];
            }

        return entropies;

        float[] Entropies(int layer, int first, int count)
        {
            using DisposeScope inner = NewDisposeScope();
            Tensor states = output.HiddenStates[layers[layer]].select(0, 0).narrow(0, promptTokenIds.Count - 1 + first, count);
            if (normalizeInner && layers[layer] != model.Configuration.LayerCount)
                states = RmsNormalization.Apply(states, model.Weights.FinalNorm, model.Configuration.RmsNormEpsilon);
            Tensor logProbabilities = (model.Logits(states).to(ScalarType.Float32) / temperature).log_softmax(1);
            return (-(logProbabilities.exp() * logProbabilities).sum(1L)).cpu().data<float>().ToArray();
        }
    }
}
