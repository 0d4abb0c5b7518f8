using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Runs one token of each row through a model on the host: every row on its own, so threads share rows and meet once a token.</summary>
internal sealed class HostDecoder
{
    private readonly HostWeights weights;
    private readonly ModelConfiguration configuration;
    private readonly int[] layers;
    private readonly IRowAttention[] attentions;
    private readonly RotaryFrequencies frequencies;
    private readonly float[] cosines;
    private readonly float[] sines;

    /// <summary>Allocates the buffers.</summary>
    /// <param name="weights">The model.</param>
    /// <param name="capacity">The most rows.</param>
    /// <param name="layers">The layers whose states are wanted.</param>
    /// <param name="threads">How many threads to use.</param>
    public HostDecoder(HostWeights weights, int capacity, int[] layers, int threads)
    {
        this.weights = weights;
        this.layers = layers;
        configuration = weights.Configuration;
        attentions =
        [
            .. Enumerable.Range(0, threads)
                .Select(_ => IRowAttention.Create(configuration.HeadCount, configuration.KeyValueHeadCount, configuration.HeadSize)),
        ];
        Head = new HostHead(weights);
        Buffers = new Activations(weights, capacity, layers);
        int half = configuration.HeadSize / 2;
        frequencies = RotaryFrequencies.Of(configuration);
        cosines = new float[capacity * half];
        sines = new float[capacity * half];
    }

    /// <summary>The head, for states of any layer.</summary>
    public HostHead Head { get; }

    /// <summary>The results: logits and states.</summary>
    public Activations Buffers { get; }

    /// <summary>Computes the logits and the states that follow a token of each row.</summary>
    /// <param name="tokenIds">The token of each row.</param>
    /// <param name="embeddings">What is read in the place of their embeddings, [rows, width]; or null.</param>
    /// <param name="positions">Its position.</param>
    /// <param name="caches">The keys and values of each row, by layer.</param>
    public void Forward(long[] tokenIds, float[]? embeddings, int[] positions, IReadOnlyList<RowCache[]> caches)
    {
        for (int row = 0; row < tokenIds.Length; row++)
        {
            SetAngles(row, positions[row]);
            foreach (RowCache cache in caches[row])
                cache.Reserve(positions[row] + 1);
        }

        int blocks = (tokenIds.Length + PackedMatrix.BlockRows - 1) / PackedMatrix.BlockRows;
        RowParts.Run(blocks, attentions.Length, (part, first, end) => Forward(
            attentions[part], first * PackedMatrix.BlockRows, end * PackedMatrix.BlockRows, tokenIds, embeddings, positions, caches));
    }

    private void Forward(
        IRowAttention attention, int first, int end, long[] tokenIds, float[]? embeddings, int[] positions,
        IReadOnlyList<RowCache[]> caches)
    {
        Activations b = Buffers;
        // Blocks are computed whole; rows that no sample has are not looked at.
        int rows = Math.Min(end, tokenIds.Length), hidden = configuration.HiddenSize;
        var clock = new OperatorClock();
        for (int row = first; row < rows; row++)
        {
            ReadOnlySpan<float> read = embeddings is null
                ? weights.Embeddings.AsSpan((int)tokenIds[row] * hidden, hidden)
                : embeddings.AsSpan(row * hidden, hidden);
            read.CopyTo(b.Residual.AsSpan(row * b.Width));
        }

        Keep(0, b.Residual, first, rows);
        for (int index = 0; index < weights.Layers.Length; index++)
        {
            HostLayer layer = weights.Layers[index];
            Norm(layer.InputNorm, first, rows);
            clock.Note(HostOperator.Norms);
            layer.QueryKeyValue.Multiply(b.Normed, b.Width, b.QueryKeyValue, b.QueryKeyValueWidth, first, end);
            clock.Note(HostOperator.QueryKeyValue);
            for (int row = first; row < rows; row++)
                Attend(index, attention, row, positions[row], caches[row][index]);
            clock.Note(HostOperator.Attention);
            layer.Output.Multiply(b.Attention, b.AttentionWidth, b.Residual, b.Width, first, end, add: true);
            clock.Note(HostOperator.AttentionOutput);
            Norm(layer.PostAttentionNorm, first, rows);
            clock.Note(HostOperator.Norms);
            layer.GateUp.Multiply(b.Normed, b.Width, b.GateUp, 2 * b.GatedWidth, first, end);
            clock.Note(HostOperator.GateUp);
            if (Vector512.IsHardwareAccelerated)
                Gate<Lanes512>(first, rows);
            else
                Gate<Lanes256>(first, rows);
            clock.Note(HostOperator.Gate);
            layer.Down.Multiply(b.GatedStates, b.GatedWidth, b.Residual, b.Width, first, end, add: true);
            clock.Note(HostOperator.Down);
            if (index + 1 < weights.Layers.Length)
                Keep(index + 1, b.Residual, first, rows);
        }

        Norm(weights.FinalNorm, first, rows);
        Keep(weights.Layers.Length, b.Normed, first, rows);
        clock.Note(HostOperator.Norms);
        weights.Head.Multiply(b.Normed, b.Width, b.Logits, b.LogitsWidth, first, end);
        clock.Note(HostOperator.Head);
    }

    private void Attend(int index, IRowAttention attention, int row, int position, RowCache cache)
    {
        HostLayer layer = weights.Layers[index];
        int headSize = configuration.HeadSize, queryCount = configuration.HeadCount, keyCount = configuration.KeyValueHeadCount;
        Span<float> all = Buffers.QueryKeyValue.AsSpan(row * Buffers.QueryKeyValueWidth);
        Span<float> queries = all[..(queryCount * headSize)];
        Span<float> keys = all.Slice(queries.Length, keyCount * headSize);
        Span<float> values = all.Slice(queries.Length + keys.Length, keys.Length);
        int half = headSize / 2;
        ReadOnlySpan<float> cosine = cosines.AsSpan(row * half, half), sine = sines.AsSpan(row * half, half);
        float scale = 1 / MathF.Sqrt(headSize);
        for (int head = 0; head < queryCount + keyCount; head++)
        {
            Span<float> vector = all.Slice(head * headSize, headSize);
            bool isQuery = head < queryCount;
            if ((isQuery ? layer.QueryNorm : layer.KeyNorm) is { } norm)
                Norm(vector, norm, vector, headSize);
            Turn(vector, cosine, sine, isQuery ? scale : 1);
        }

        cache.Write(position, keys, values);
        int first = configuration.WindowedLayers.Contains(index) ? Math.Max(0, position + 1 - configuration.SlidingWindow!.Value) : 0;
        attention.Mix(queries, cache, first, position + 1, Buffers.Attention.AsSpan(row * Buffers.AttentionWidth, Buffers.AttentionWidth));
    }

    /// <summary>Multiplies with x times its sigmoid. In the product's inner loop the exponentials would take its registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gate<TLanes>(int first, int rows)
        where TLanes : struct, ILanes<TLanes>
    {
        int width = Buffers.GatedWidth;
        TLanes one = TLanes.Broadcast(1), zero = default;
        ref float target = ref Buffers.GatedStates[0];
        for (int i = first * width; i < rows * width; i += PackedMatrix.Lanes)
        {
            ref float gates = ref Buffers.GateUp[2 * i];
            for (int lane = 0; lane < PackedMatrix.Lanes; lane += TLanes.Count)
            {
                TLanes gate = TLanes.Load(ref gates, lane), up = TLanes.Load(ref gates, lane + PackedMatrix.Lanes);
                (gate / (one + TLanes.Exp(zero - gate)) * up).Store(ref target, i + lane);
            }
        }
    }

    private void Norm(float[] weight, int first, int rows)
    {
        for (int row = first; row < rows; row++)
            Norm(Buffers.Residual.AsSpan(row * Buffers.Width), weight, Buffers.Normed.AsSpan(row * Buffers.Width), configuration.HiddenSize);
    }

    /// <summary>Divides by the root of the mean square and multiplies with the weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Norm(ReadOnlySpan<float> x, ReadOnlySpan<float> weight, Span<float> y, int count)
    {
        int lanes = Vector<float>.Count, i = 0;
        Vector<float> squares = Vector<float>.Zero;
        for (; i + lanes <= count; i += lanes)
        {
            var v = new Vector<float>(x[i..]);
            squares += v * v;
        }

        float sum = Vector.Sum(squares);
        for (; i < count; i++)
            sum += x[i] * x[i];
        float scale = 1 / MathF.Sqrt(sum / count + configuration.RmsNormEpsilon);
        for (i = 0; i + lanes <= count; i += lanes)
            (new Vector<float>(x[i..]) * scale * new Vector<float>(weight[i..])).CopyTo(y[i..]);
        for (; i < count; i++)
            y[i] = x[i] * scale * weight[i];
    }

    /// <summary>Rotates the first half of a head against the second, and scales.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Turn(Span<float> head, ReadOnlySpan<float> cosine, ReadOnlySpan<float> sine, float scale)
    {
        int half = cosine.Length;
        for (int i = 0; i < half; i++)
        {
            float x = head[i], y = head[i + half];
            head[i] = (x * cosine[i] - y * sine[i]) * scale;
            head[i + half] = (y * cosine[i] + x * sine[i]) * scale;
        }
    }

    private void SetAngles(int row, int position)
    {
        int half = frequencies.Values.Length;
        for (int i = 0; i < half; i++)
        {
            // Rounded as the model's own angles are.
            (float sine, float cosine) = MathF.SinCos(position * (float)frequencies.Values[i]);
            sines[row * half + i] = (float)(sine * frequencies.Scale);
            cosines[row * half + i] = (float)(cosine * frequencies.Scale);
        }
    }

    private void Keep(int layer, float[] source, int first, int rows)
    {
        if (!layers.Contains(layer))
            return;
        float[] states = Buffers.States[layer];
        for (int row = first; row < rows; row++)
            source.AsSpan(row * Buffers.Width, configuration.HiddenSize).CopyTo(states.AsSpan(row * configuration.HiddenSize));
    }
}
