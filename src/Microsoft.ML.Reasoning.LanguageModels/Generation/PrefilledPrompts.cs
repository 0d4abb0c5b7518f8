using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Prompts that went through the model together, once: their keys and values, and their last states.</summary>
internal sealed class PrefilledPrompts : IDisposable
{
    private readonly QueuedPrompt[] prompts;
    private int next;
    private int samplesTaken;

    private PrefilledPrompts(QueuedPrompt[] prompts, KeyValueCache cache, Dictionary<int, Tensor> lastStates)
    {
        this.prompts = prompts;
        Cache = cache;
        LastStates = lastStates;
    }

    /// <summary>Keys and values [prompts, heads, tokens, head size], padded on the left.</summary>
    public KeyValueCache Cache { get; }

    /// <summary>The state of each prompt's last token [prompts, width] by layer.</summary>
    public Dictionary<int, Tensor> LastStates { get; }

    /// <summary>No sample is left to take.</summary>
    public bool IsEmpty => next == prompts.Length;

    /// <summary>Runs prompts through the model, padded on the left to the longest.</summary>
    public static PrefilledPrompts Compute(CausalLanguageModel model, QueuedPrompt[] prompts, int[] layers)
    {
        using DisposeScope scope = NewDisposeScope();
        int longest = prompts.Max(prompt => prompt.Length);
        bool padded = prompts.Any(prompt => prompt.Length != longest);
        long[] ids = new long[prompts.Length * longest], positions = new long[ids.Length], mask = new long[ids.Length];
        for (int row = 0; row < prompts.Length; row++)
        {
            QueuedPrompt prompt = prompts[row];
            int offset = row * longest + longest - prompt.Length;
            for (int i = 0; i < prompt.Length; i++)
            {
                ids[offset + i] = prompt.TokenIds[i];
                positions[offset + i] = i;
                mask[offset + i] = 1;
            }
        }

        var cache = new KeyValueCache(model.Configuration, prompts.Length, longest, model.Precision, model.Device);
        try
        {
            var input = new ModelInput(Matrix(ids))
            {
                AttentionMask = padded ? Matrix(mask) : null,
                PositionIds = padded ? Matrix(positions) : null,
            };
            ModelOutput output = model.Forward(input, cache, layers);
            return new PrefilledPrompts(
                prompts, cache, layers.ToDictionary(layer => layer, layer => Keep(output.HiddenStates[layer].select(1, longest - 1))));
        }
        catch
        {
            cache.Dispose();
            throw;
        }

        Tensor Matrix(long[] values) => tensor(values, [prompts.Length, longest], device: model.Device);

        // A copy: the last token's states must not hold on to those of the whole prompt.
        static Tensor Keep(Tensor states) => states.clone().DetachFromDisposeScope();
    }

    /// <summary>Takes at most <paramref name="most"/> samples of the next prompt.</summary>
    public (QueuedPrompt Prompt, int Row, int FirstSample, int Count) Take(int most, int samplesPerPrompt)
    {
        var taken = (prompts[next], next, samplesTaken, Math.Min(most, samplesPerPrompt - samplesTaken));
        samplesTaken += taken.Item4;
        if (samplesTaken == samplesPerPrompt)
            (next, samplesTaken) = (next + 1, 0);
        return taken;
    }

    public void Dispose()
    {
        Cache.Dispose();
        foreach (Tensor states in LastStates.Values)
            states.Dispose();
    }
}
