using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A batch that is decoded on the host: each row has its own keys and values, and rows of any length lie side by side without padding.</summary>
internal sealed class HostBatch : DecodingBatch
{
    private readonly ModelConfiguration configuration;
    private readonly HostDecoder decoder;
    private readonly RowCache[][] caches;
    private readonly Dictionary<int, List<float>[]> kept;
    private readonly List<int> lengths = [];

    public HostBatch(CausalLanguageModel model, int capacity, int[] layers, int[] keptLayers, int memoryWidth, TokenHistory? history)
        : base(model, keptLayers, memoryWidth, history)
    {
        configuration = model.Configuration;
        decoder = new HostDecoder(model.PackedWeights.Get(), capacity, layers, get_num_threads());
        caches =
        [
            .. Enumerable.Range(0, capacity).Select(_ => Enumerable.Range(0, configuration.LayerCount)
                .Select(_ => new RowCache(configuration.KeyValueHeadCount, configuration.HeadSize)).ToArray()),
        ];
        kept = keptLayers.Distinct().ToDictionary(
            layer => layer, _ => Enumerable.Range(0, capacity).Select(_ => new List<float>()).ToArray());
    }

    public override DecodingContext Context(
        GenerationOptions options, GenerationSettings settings, int ahead, (int Asked, int Layer)[] layers)
    {
        int vocabulary = configuration.VocabularySize, stride = decoder.Buffers.LogitsWidth, count = Rows.Count;
        return new DecodingContext(Model, options, settings, Keys(ahead), Logits, States, Memory)
        {
            Penalty = Penalty,
            OnHost = new HostLogits(decoder.Buffers.Logits, stride, vocabulary)
            {
                Head = decoder.Head,
                States = asked => decoder.Buffers.States[Resolved(asked)],
            },
        };

        Tensor Logits()
        {
            using Tensor padded = tensor(decoder.Buffers.Logits.AsMemory(0, count * stride), [count, stride]);
            return padded.narrow(1, 0, vocabulary).contiguous();
        }

        Tensor States(int asked) => Host(Resolved(asked), count);

        int Resolved(int asked) => layers.First(layer => layer.Asked == asked).Layer;
    }

    protected override void Compute(Tensor tokenIds, Tensor? embeddings)
    {
        Model.CountForward();
        decoder.Forward(tokenIds.data<long>().ToArray(), embeddings is null ? null : Read(embeddings), [.. lengths], caches);
        for (int row = 0; row < lengths.Count; row++)
            lengths[row]++;
        KeepStates(0);
    }

    protected override void Place(PrefilledPrompts prompts, int promptRow, int first, int count)
    {
        int length = Rows[first].Prompt.Length, padding = prompts.Cache.Length - length, hidden = configuration.HiddenSize;
        for (int layer = 0; layer < configuration.LayerCount; layer++)
        {
            float[] keys = Read(prompts.Cache.Buffers[2 * layer].View(promptRow, 1, padding, length));
            float[] values = Read(prompts.Cache.Buffers[2 * layer + 1].View(promptRow, 1, padding, length));
            for (int row = first; row < first + count; row++)
                caches[row][layer].Load(keys, values, length);
        }

        lengths.AddRange(Enumerable.Repeat(length, count));
        Tensor last = prompts.LastStates[configuration.LayerCount].narrow(0, promptRow, 1);
        CopyToRows(Read(Model.Logits(last)), decoder.Buffers.Logits, decoder.Buffers.LogitsWidth);
        foreach ((int layer, float[] states) in decoder.Buffers.States)
            CopyToRows(Read(prompts.LastStates[layer].narrow(0, promptRow, 1)), states, hidden);
        KeepStates(first);

        void CopyToRows(float[] source, float[] target, int stride)
        {
            for (int row = first; row < first + count; row++)
                source.CopyTo(target.AsSpan(row * stride));
        }
    }

    protected override void Move(int from, int to)
    {
        (caches[from], caches[to]) = (caches[to], caches[from]);
        lengths[to] = lengths[from];
        lengths.RemoveAt(from);
        foreach (List<float>[] rows in kept.Values)
        {
            (rows[from], rows[to]) = (rows[to], rows[from]);
            rows[from].Clear();
        }
    }

    protected override Tensor Kept(int layer, int row)
    {
        int tokens = Rows[row].TokenCount, hidden = configuration.HiddenSize;
        return tensor(kept[layer][row].Take(tokens * hidden).ToArray(), [tokens, hidden]).to(Model.Precision);
    }

    private static float[] Read(Tensor values) => values.to(ScalarType.Float32).contiguous().data<float>().ToArray();

    private Tensor Host(int layer, int rows) =>
        tensor(decoder.Buffers.States[layer].AsMemory(0, rows * configuration.HiddenSize), [rows, configuration.HiddenSize])
            .to(Model.Precision);

    /// <summary>Appends the states that emit the next tokens of the rows from <paramref name="first"/> on.</summary>
    private void KeepStates(int first)
    {
        int hidden = configuration.HiddenSize;
        foreach ((int layer, List<float>[] rows) in kept)
            for (int row = first; row < lengths.Count; row++)
                rows[row].AddRange(decoder.Buffers.States[layer].AsSpan(row * hidden, hidden));
    }
}
