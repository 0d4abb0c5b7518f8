using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The next-token loss on responses.</summary>
internal static class ResponseLoss
{
    /// <summary>Sum over the response tokens of -log p(token | everything before it), a differentiable scalar in float32.</summary>
    /// <remarks>
    /// Rows are padded on the right: under causal attention no real token sees the padding, so no mask is needed. The states
    /// that predict response tokens are picked out before the head: there are logits for these tokens only.
    /// </remarks>
    public static Tensor Sum(CausalLanguageModel model, IReadOnlyList<SupervisedExample> examples)
    {
        using DisposeScope scope = NewDisposeScope();
        int width = examples.Max(example => example.TokenCount) - 1;
        var ids = new long[examples.Count * width];
        var rows = new List<long>();
        var targets = new List<long>();
        for (int i = 0; i < examples.Count; i++)
        {
            (IReadOnlyList<int> prompt, IReadOnlyList<int> response) = examples[i];
            int start = i * width;
            for (int t = 0; t < prompt.Count; t++)
                ids[start + t] = prompt[t];
            for (int t = 0; t < response.Count; t++)
            {
                if (t < response.Count - 1)
                    ids[start + prompt.Count + t] = response[t];
                rows.Add(start + prompt.Count - 1 + t);
                targets.Add(response[t]);
            }
        }

        Tensor tokenIds = tensor(ids, [examples.Count, width], device: model.Device);
        ModelOutput output = model.Forward(new ModelInput(tokenIds));
        Tensor states = output.LastHiddenState;
        Tensor predicting = states.reshape(-1, states.shape[2]).index_select(0, tensor(rows.ToArray(), device: model.Device));
        Tensor logProbabilities = model.LogProbabilities(predicting, tensor(targets.ToArray(), device: model.Device));
        return logProbabilities.sum().neg().MoveToOuterDisposeScope();
    }
}
