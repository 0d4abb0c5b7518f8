using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A batch whose rows all write their next token into the same column, so that each starts where its length asks.</summary>
/// <remarks>
/// A row that ends is overwritten by the last one; a row that begins is placed so that its prompt ends at the common column.
/// The whole batch is copied only when the columns are used up: then all rows move to the left, or the columns grow.
/// </remarks>
internal sealed class DeviceBatch : DecodingBatch
{
    private const int ColumnsAtFirst = 512;
    private readonly int[] layers;
    private readonly KeyValueCache cache;
    private readonly Dictionary<int, ColumnBuffer> kept;
    private readonly List<int> starts = [];
    private Dictionary<int, Tensor> last = [];

    public DeviceBatch(
        CausalLanguageModel model, int capacity, int columns, int[] layers, int[] keptLayers, int memoryWidth, TokenHistory? history)
        : base(model, keptLayers, memoryWidth, history)
    {
        this.layers = layers;
        columns = Math.Min(columns, ColumnsAtFirst);
        cache = new KeyValueCache(model.Configuration, capacity, columns, model.Precision, model.Device);
        kept = keptLayers.Distinct().ToDictionary(
            layer => layer,
            _ => new ColumnBuffer(zeros([capacity, columns, model.Configuration.HiddenSize], model.Precision, model.Device), 1));
    }

    private IEnumerable<ColumnBuffer> AllBuffers => cache.Buffers.Concat(kept.Values);

    public override DecodingContext Context(
        GenerationOptions options, GenerationSettings settings, int ahead, (int Asked, int Layer)[] layers)
    {
        Tensor logits = Model.Logits(last[Model.Configuration.LayerCount]).to(ScalarType.Float32);
        return new DecodingContext(
            Model, options, settings, Keys(ahead), logits.alias, asked => last[layers.First(layer => layer.Asked == asked).Layer].alias(), Memory)
        {
            Penalty = Penalty,
        };
    }

    public override void Dispose()
    {
        base.Dispose();
        cache.Dispose();
        foreach (Tensor tensor in last.Values)
            tensor.Dispose();
        foreach (ColumnBuffer buffer in kept.Values)
            buffer.Dispose();
    }

    protected override void Compute(Tensor tokenIds, Tensor? embeddings)
    {
        using DisposeScope scope = NewDisposeScope();
        // Columns in which no row has a token left cost as much as the others: never more than half of them.
        if (cache.Length == cache.Capacity || starts.Min() > cache.Length / 2)
            MoveEnd(0);
        int column = cache.Length;
        Tensor first = tensor(starts.ConvertAll(start => (long)start).ToArray(), [starts.Count, 1], device: Model.Device);
        ModelOutput output = Model.Forward(
            new ModelInput(tokenIds.unsqueeze(1))
            {
                PositionIds = column - first,
                AttentionMask = starts.Exists(start => start > 0) ? arange(column + 1, device: Model.Device).ge(first) : null,
                Embeddings = embeddings,
                EmbeddingMask = embeddings is null ? null : ones([starts.Count, 1], ScalarType.Bool, Model.Device),
            },
            cache,
            layers);
        SetLast(layer => output.HiddenStates[layer].squeeze(1));
        foreach ((int layer, ColumnBuffer buffer) in kept)
            buffer.View(0, starts.Count, column, 1).copy_(output.HiddenStates[layer]);
    }

    protected override void Place(PrefilledPrompts prompts, int promptRow, int first, int count)
    {
        int length = Rows[first].Prompt.Length;
        if (first == 0)
            cache.Length = 0;
        if (length > cache.Length)
            MoveEnd(length);
        int start = cache.Length - length;
        foreach ((ColumnBuffer target, ColumnBuffer source) in cache.Buffers.Zip(prompts.Cache.Buffers))
            target.Place(source, promptRow, prompts.Cache.Length - length, first, count, start, length);
        starts.AddRange(Enumerable.Repeat(start, count));

        SetLast(layer =>
        {
            Tensor begun = prompts.LastStates[layer].narrow(0, promptRow, 1).expand(count, -1);
            return first > 0 ? cat([last[layer], begun], 0) : begun.clone();
        });
        foreach ((int layer, ColumnBuffer buffer) in kept)
            buffer.View(first, count, cache.Length - 1, 1).copy_(last[layer].narrow(0, first, count).unsqueeze(1));
    }

    protected override void Move(int from, int to)
    {
        if (from != to)
        {
            foreach (ColumnBuffer buffer in AllBuffers)
                buffer.MoveRow(from, to, starts[from], cache.Length - starts[from]);
            starts[to] = starts[from];
        }

        starts.RemoveAt(from);
    }

    protected override Tensor Kept(int layer, int row) =>
        kept[layer].View(row, 1, starts[row] + Rows[row].Prompt.Length - 1, Rows[row].TokenCount).squeeze(0);

    /// <summary>Moves the rows so that they end at column <paramref name="least"/> or at their greatest length, and makes room behind it.</summary>
    private void MoveEnd(int least)
    {
        int used = starts.Count == 0 ? 0 : cache.Length - starts.Min();
        int end = Math.Max(least, used), capacity = cache.Capacity;
        // A quarter of the columns stays free, so that the next move is far away.
        while (end > capacity / 4 * 3)
            capacity *= 2;
        foreach (ColumnBuffer buffer in AllBuffers)
            buffer.MoveColumns(starts.Count, cache.Length - used, end - used, used, capacity);
        for (int i = 0; i < starts.Count; i++)
            starts[i] += end - cache.Length;
        cache.Length = end;
    }

    private void SetLast(Func<int, Tensor> states)
    {
        Dictionary<int, Tensor> old = last;
        last = layers.ToDictionary(layer => layer, layer => states(layer).DetachFromDisposeScope());
        foreach (Tensor tensor in old.Values)
            tensor.Dispose();
    }
}
