using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The trunk of a model: from token ids to the states after the final norm.</summary>
internal sealed class DecoderTrunk : IDisposable
{
    private readonly ModelConfiguration _configuration;
    private readonly DecoderLayer[] _layers;
    private readonly RotaryEmbedding _rotary;
    private readonly Tensor _headKinds;
    private readonly Device _device;

    public DecoderTrunk(ModelConfiguration configuration, Device device)
    {
        _configuration = configuration;
        _device = device;
        _layers = [.. Enumerable.Range(0, configuration.LayerCount).Select(layer => new DecoderLayer(configuration, layer))];
        _rotary = new RotaryEmbedding(RotaryFrequencies.Of(configuration), device);
        long[] kinds = [.. Enumerable.Repeat(0L, configuration.HeadCount), .. Enumerable.Repeat(1L, configuration.KeyValueHeadCount)];
        _headKinds = tensor(kinds, device: device).DetachFromDisposeScope();
    }

    /// <summary>How many layers there are.</summary>
    public int LayerCount => _layers.Length;

    /// <summary>Computes the states and keeps those of the layers that are wanted.</summary>
    /// <param name="weights">The weights.</param>
    /// <param name="input">The checked input.</param>
    /// <param name="cache">Earlier keys and values, to which the new ones are added; or null.</param>
    /// <param name="wanted">Layers 0 to the layer count.</param>
    /// <returns>The states [batch, tokens, width] of the wanted layers and of the last one, which the caller owns.</returns>
    public Dictionary<int, Tensor> Forward(ModelWeights weights, ModelInput input, KeyValueCache? cache, IReadOnlySet<int> wanted)
    {
        using DisposeScope scope = NewDisposeScope();
        (int batch, int tokens) = ((int)input.TokenIds.shape[0], (int)input.TokenIds.shape[1]);
        cache?.Reserve(batch, tokens);
        ForwardStep step = Prepare(input, cache, weights.Values.dtype);
        var states = new Dictionary<int, Tensor>();
        Tensor stream = Embed(weights, input);
        Keep(0, stream);
        for (int i = 0; i < _layers.Length; i++)
        {
            Tensor next = Layer(weights, i, stream, step);
            stream.Dispose(); // Views of it live on, and so does what the gradient graph holds.
            stream = next;
            if (i + 1 < _layers.Length)
                Keep(i + 1, stream);
        }

        cache?.Advance(batch, tokens);
        states[_layers.Length] = View(Finish(weights, stream));
        return states;

        void Keep(int layer, Tensor value)
        {
            if (wanted.Contains(layer))
                states[layer] = View(value);
        }

        Tensor View(Tensor value) => value.view(batch, tokens, -1).MoveToOuterDisposeScope();
    }

    /// <summary>What all layers of a pass over this input share.</summary>
    public ForwardStep Prepare(ModelInput input, KeyValueCache? cache, ScalarType precision)
    {
        (int batch, int tokens) = ((int)input.TokenIds.shape[0], (int)input.TokenIds.shape[1]);
        int start = cache?.Length ?? 0;
        Tensor positions = input.PositionIds ?? Positions(input.AttentionMask, start, tokens);
        (Tensor cosine, Tensor sine) = _rotary.At(positions, precision);
        AttentionMasks masks = AttentionMasks.Of(input.AttentionMask, start, tokens, _configuration.SlidingWindow, precision, _device);
        return new ForwardStep(batch, tokens, cosine, sine, masks, cache, InPlace: !is_grad_enabled());
    }

    /// <summary>The first stream, [batch * tokens, width].</summary>
    public static Tensor Embed(ModelWeights weights, ModelInput input)
    {
        Tensor embedded = weights.Embedding.index_select(0, input.TokenIds.reshape(-1));
        return input is { Embeddings: { } embeddings, EmbeddingMask: { } mask }
            ? embedded.masked_scatter(mask.reshape(-1, 1), embeddings.to(embedded.dtype))
            : embedded;
    }

    /// <summary>One layer, [batch * tokens, width] to the same.</summary>
    public Tensor Layer(ModelWeights weights, int layer, Tensor stream, ForwardStep step) =>
        _layers[layer].Forward(stream, weights.Layers[layer], _headKinds, step);

    /// <summary>The states after the final norm.</summary>
    public Tensor Finish(ModelWeights weights, Tensor stream) =>
        RmsNormalization.Apply(stream, weights.FinalNorm, _configuration.RmsNormEpsilon);

    public void Dispose()
    {
        _rotary.Dispose();
        _headKinds.Dispose();
    }

    // Real tokens count from 0 wherever they begin; what padding gets does not matter.
    private Tensor Positions(Tensor? attentionMask, int start, int tokens) => attentionMask is null
        ? arange(start, start + tokens, ScalarType.Int64, _device).unsqueeze(0)
        : attentionMask.ne(0).cumsum(1, ScalarType.Int64).sub(1).clamp_min(0).narrow(1, start, tokens);
}
