using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

internal static class GreedyTokens
{
    /// <summary>The prompt and the most likely tokens after it, one at a time with a cache.</summary>
    public static long[] Generate(CausalLanguageModel model, long[] prompt, int count)
    {
        using IDisposable noGradient = no_grad();
        using var cache = new KeyValueCache(model.Configuration, 1, prompt.Length + count, model.Precision, model.Device);
        var ids = new List<long>(prompt);
        long[] next = prompt;
        while (true)
        {
            using DisposeScope scope = NewDisposeScope();
            using ModelOutput output = model.Forward(new ModelInput(tensor(next, [1, next.Length], device: model.Device)), cache);
            Tensor last = model.Logits(output.LastHiddenState.narrow(1, next.Length - 1, 1));
            ids.Add(last.argmax().item<long>());
            if (ids.Count == prompt.Length + count)
                return [.. ids];
            next = [ids[^1]];
        }
    }
}
