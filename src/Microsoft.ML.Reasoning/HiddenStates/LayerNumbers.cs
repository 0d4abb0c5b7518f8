using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>Layers as a user names them (negative: from the end), and as they are counted, from 0, the embeddings.</summary>
internal static class LayerNumbers
{
    public static IReadOnlyList<int> Resolve(CausalLanguageModel model, IReadOnlyList<int> layers)
    {
        int last = model.Configuration.LayerCount;
        int[] resolved = [.. layers.Select(layer => layer < 0 ? layer + last + 1 : layer)];
        for (int i = 0; i < resolved.Length; i++)
        {
            if (resolved[i] < 0 || resolved[i] > last)
                throw new ArgumentException(
                    $"There is no layer {layers[i]}: the model has layers 0 to {last}, or -1 to {-last - 1} from the end.");
        }

        if (resolved.Distinct().Count() < resolved.Length)
            throw new ArgumentException($"A layer is named twice: {string.Join(", ", layers)}.");
        return resolved;
    }
}
