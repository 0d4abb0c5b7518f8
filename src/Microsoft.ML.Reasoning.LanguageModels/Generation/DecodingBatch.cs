using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The samples that are generated together, one a row.</summary>
internal abstract class DecodingBatch(CausalLanguageModel model, int[] keptLayers, int memoryWidth, TokenHistory? history) : IDisposable
{
    private readonly List<SampleInProgress> rows = [];

    public IReadOnlyList<SampleInProgress> Rows => rows;

    /// <summary>What the strategy remembers of each row, [rows, memory width].</summary>
    public Tensor? Memory { get; private set; }

    protected CausalLanguageModel Model => model;

    protected int[] KeptLayers => keptLayers;

    /// <summary>Applies the repetition penalty to logits; null where there is none.</summary>
    protected Func<Tensor, Tensor>? Penalty => history is null ? null : history.Penalize;

    /// <summary>The batch for a model on its device.</summary>
    /// <param name="model">The model.</param>
    /// <param name="capacity">The most rows.</param>
    /// <param name="columns">The most tokens that a row may have.</param>
    /// <param name="layers">The layers whose last states are wanted, the final one among them.</param>
    /// <param name="keptLayers">Those of them whose states are kept for each token.</param>
    /// <param name="memoryWidth">How many numbers the strategy remembers of a row.</param>
    /// <param name="history">Remembers the rows' tokens, where a penalty needs them. The batch owns it.</param>
    public static DecodingBatch Create(
        CausalLanguageModel model, int capacity, int columns, int[] layers, int[] keptLayers, int memoryWidth, TokenHistory? history) =>
        HostWeights.Serves(model)
            ? new HostBatch(model, capacity, layers, keptLayers, memoryWidth, history)
            : new DeviceBatch(model, capacity, columns, layers, keptLayers, memoryWidth, history);

    /// <summary>Adds samples, which begin behind one prompt that has been computed.</summary>
    public void Add(PrefilledPrompts prompts, int promptRow, IReadOnlyList<SampleInProgress> samples)
    {
        using DisposeScope scope = NewDisposeScope();
        int first = rows.Count, count = samples.Count;
        rows.AddRange(samples);
        Place(prompts, promptRow, first, count);
        history?.Begin(first, count, samples[0].Prompt.TokenIds);
        if (memoryWidth > 0)
        {
            Tensor begun = zeros([count, memoryWidth], device: model.Device);
            SetMemory(Memory is null ? begun : cat([Memory, begun], 0));
        }
    }

    /// <summary>Takes finished rows out; the last rows fill the holes. The states are gone until the next forward pass.</summary>
    /// <param name="finished">Rows in ascending order.</param>
    /// <returns>For each row that stays: where it was.</returns>
    public int[] Remove(IReadOnlyList<int> finished)
    {
        List<int> order = [.. Enumerable.Range(0, rows.Count)];
        if (finished.Count == 0)
            return [.. order];
        using DisposeScope scope = NewDisposeScope();
        for (int i = finished.Count - 1; i >= 0; i--)
        {
            int hole = finished[i], end = rows.Count - 1;
            Move(end, hole);
            history?.Move(end, hole);
            (rows[hole], order[hole]) = (rows[end], order[end]);
            rows.RemoveAt(end);
            order.RemoveAt(end);
        }

        if (Memory is not null)
            SetMemory(rows.Count == 0
                ? null
                : Memory.index_select(0, tensor(order.ConvertAll(row => (long)row).ToArray(), device: model.Device)));
        return [.. order];
    }

    /// <summary>What a strategy sees of the batch.</summary>
    /// <param name="options">The options of the run.</param>
    /// <param name="settings">What they come to.</param>
    /// <param name="ahead">How many tokens the rows have been given that the host has not seen.</param>
    /// <param name="layers">The strategy's layers, as it asked for them and as they are numbered.</param>
    public abstract DecodingContext Context(
        GenerationOptions options, GenerationSettings settings, int ahead, (int Asked, int Layer)[] layers);

    /// <summary>Feeds each row its token, int64 [rows], and computes the next states.</summary>
    /// <param name="tokenIds">The tokens.</param>
    /// <param name="embeddings">What is read in the place of their embeddings, [rows, width]; or null.</param>
    public void Forward(Tensor tokenIds, Tensor? embeddings)
    {
        history?.Add(tokenIds);
        Compute(tokenIds, embeddings);
    }

    /// <summary>The states that emitted the tokens of a row so far, [layers, tokens, width]; null if none are kept.</summary>
    public Tensor? StatesOf(int row)
    {
        if (keptLayers.Length == 0)
            return null;
        using DisposeScope scope = NewDisposeScope();
        return stack([.. keptLayers.Select(layer => Kept(layer, row))], 0).DetachFromDisposeScope();
    }

    public virtual void Dispose()
    {
        Memory?.Dispose();
        history?.Dispose();
    }

    /// <summary>Computes the states that follow a token of each row.</summary>
    protected abstract void Compute(Tensor tokenIds, Tensor? embeddings);

    /// <summary>Puts the last rows of <see cref="Rows"/> behind the prompt that they begin with.</summary>
    protected abstract void Place(PrefilledPrompts prompts, int promptRow, int first, int count);

    /// <summary>Overwrites a row with another.</summary>
    protected abstract void Move(int from, int to);

    /// <summary>The kept states [tokens, width] of a layer and a row.</summary>
    protected abstract Tensor Kept(int layer, int row);

    protected DecodingRow[] Keys(int ahead) => [.. rows.Select(row => row.Key(ahead))];

    private void SetMemory(Tensor? values)
    {
        Memory?.Dispose();
        Memory = values?.DetachFromDisposeScope();
    }
}
