using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Grouped-query attention. The query heads of a group are folded into rows, so that keys and values are never repeated.</summary>
internal sealed class Attention
{
    private readonly ModelConfiguration _configuration;
    private readonly int _layer;
    private readonly bool _windowed;
    private readonly float _scale;

    public Attention(ModelConfiguration configuration, int layer)
    {
        _configuration = configuration;
        _layer = layer;
        _windowed = configuration.WindowedLayers.Contains(layer);
        _scale = (float)(1 / Math.Sqrt(configuration.HeadSize));
    }

    /// <summary>Mixes the values that each token attends to.</summary>
    /// <param name="input">Normalised states, [batch * tokens, width].</param>
    /// <param name="weights">The layer's weights.</param>
    /// <param name="headKinds">For each query head 0, for each key head 1.</param>
    /// <param name="step">The forward pass.</param>
    /// <returns>[batch * tokens, heads * head size], before the output projection.</returns>
    public Tensor Forward(Tensor input, LayerWeights weights, Tensor headKinds, ForwardStep step)
    {
        (long batch, long tokens, long size) = (step.Batch, step.Tokens, _configuration.HeadSize);
        (long heads, long groups) = (_configuration.HeadCount, _configuration.KeyValueHeadCount);
        using Tensor projected = functional.linear(input, weights.QueryKeyValue, weights.QueryKeyValueBias);
        // Split, not narrow: the gradients of the parts are then joined in one piece, without a zero-filled whole for each.
        Tensor[] parts = projected.split(new[] { (heads + groups) * size, groups * size }, 1);
        Tensor turned = parts[0].view(batch, tokens, heads + groups, size);
        if (weights.QueryKeyNorm is { } norm)
        {
            using Tensor byHead = norm.view(2, size).index_select(0, headKinds);
            turned = RmsNormalization.Apply(turned, byHead, _configuration.RmsNormEpsilon);
        }

        turned = RotaryEmbedding.Rotate(turned, step.Cosine, step.Sine);
        Tensor[] kinds = turned.split(new[] { heads, groups }, 2);
        Tensor queries = kinds[0].mul(_scale).transpose(1, 2).reshape(batch * groups, heads / groups * tokens, size);
        Tensor keys = kinds[1].transpose(1, 2);
        Tensor values = parts[1].view(batch, tokens, groups, size).transpose(1, 2);
        (keys, values) = step.Cache is { } cache
            ? cache.Append(_layer, keys, values)
            : (keys.reshape(batch * groups, tokens, size), values.reshape(batch * groups, tokens, size));

        using Tensor scores = queries.bmm(keys.transpose(1, 2));
        if ((_windowed ? step.Masks.Windowed : step.Masks.Full) is { } mask)
            scores.view(batch, groups, heads / groups, tokens, -1).add_(mask);
        using Tensor shares = scores.softmax(-1, ScalarType.Float32);
        Tensor mixed = (shares.dtype == values.dtype ? shares : shares.to(values.dtype)).bmm(values);
        return mixed.view(batch, heads, tokens, size).transpose(1, 2).reshape(batch * tokens, heads * size);
    }
}
