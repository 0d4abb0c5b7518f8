namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The prompts that no row has taken yet. Prompts of similar length go through the model together, just before they are needed.</summary>
internal sealed class PromptQueue : IDisposable
{
    private const int MostTokensAtOnce = 16384;
    private readonly CausalLanguageModel model;
    private readonly QueuedPrompt[] prompts;
    private readonly int samplesPerPrompt;
    private readonly int[] layers;
    private int next;
    private PrefilledPrompts? ready;

    public PromptQueue(CausalLanguageModel model, QueuedPrompt[] prompts, int samplesPerPrompt, int[] layers)
    {
        this.model = model;
        this.samplesPerPrompt = samplesPerPrompt;
        this.layers = layers;
        // Longest first: neighbours need little padding, and a prompt is never longer than the rows that it joins.
        this.prompts = [.. prompts.OrderByDescending(prompt => prompt.Length)];
    }

    public bool IsEmpty => ready is null && next == prompts.Length;

    /// <summary>Fills free rows of the batch.</summary>
    public void Fill(DecodingBatch batch, int free)
    {
        while (free > 0 && !IsEmpty)
        {
            ready ??= Prefill(free);
            (QueuedPrompt prompt, int row, int firstSample, int count) = ready.Take(free, samplesPerPrompt);
            batch.Add(ready, prompt, row, firstSample, count);
            free -= count;
            if (ready.IsEmpty)
            {
                ready.Dispose();
                ready = null;
            }
        }
    }

    public void Dispose() => ready?.Dispose();

    private PrefilledPrompts Prefill(int free)
    {
        int longest = prompts[next].Length;
        int count = Math.Min((free + samplesPerPrompt - 1) / samplesPerPrompt, Math.Max(1, MostTokensAtOnce / longest));
        QueuedPrompt[] group = prompts[next..Math.Min(next + count, prompts.Length)];
        next += group.Length;
        return PrefilledPrompts.Compute(model, group, layers);
    }
}
