namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The prompts that no row has taken yet. Prompts of similar length go through the model together, just before they are needed.</summary>
internal sealed class PromptQueue : IDisposable
{
    private const int MostTokensAtOnce = 16384;
    private readonly CausalLanguageModel model;
    private readonly QueuedPrompt[] prompts;
    private readonly int samplesPerPrompt;
    private readonly int[] layers;
    private readonly Func<SampleText>? openText;
    private int next;
    private PrefilledPrompts? ready;

    /// <summary>Queues prompts.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompts">The prompts.</param>
    /// <param name="samplesPerPrompt">How many rows begin behind each.</param>
    /// <param name="layers">The layers whose states the rows begin with.</param>
    /// <param name="openText">Begins the text of a sample; null where it is not wanted as the tokens come.</param>
    public PromptQueue(
        CausalLanguageModel model, IEnumerable<QueuedPrompt> prompts, int samplesPerPrompt, int[] layers, Func<SampleText>? openText)
    {
        this.openText = openText;
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
            batch.Add(
                ready,
                row,
                [.. Enumerable.Range(firstSample, count).Select(sample => new SampleInProgress(prompt, sample) { Text = openText?.Invoke() })]);
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
