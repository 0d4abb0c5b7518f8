using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Turns pairs of dimensions (i, i + half) of queries and keys by an angle that grows with the position.</summary>
internal sealed class RotaryEmbedding : IDisposable
{
    private readonly Tensor _frequencies;
    private readonly double _scale;

    public RotaryEmbedding(RotaryFrequencies frequencies, Device device)
    {
        float[] values = Array.ConvertAll(frequencies.Values, value => (float)value);
        _frequencies = tensor(values, device: device).DetachFromDisposeScope();
        _scale = frequencies.Scale;
    }

    /// <summary>
    /// Cosine and sine for positions [batch, tokens], each [batch, tokens, 1, head size]; the sine carries the sign of <see
    /// cref="Rotate"/>.
    /// </summary>
    public (Tensor Cosine, Tensor Sine) At(Tensor positions, ScalarType precision)
    {
        Tensor angles = positions.to(ScalarType.Float32).unsqueeze(-1).mul(_frequencies).unsqueeze(2);
        Tensor cosine = angles.cos(), sine = angles.sin();
        if (_scale != 1)
        {
            cosine.mul_(_scale);
            sine.mul_(_scale);
        }

        return (cat([cosine, cosine], -1).to(precision), cat([sine.neg(), sine], -1).to(precision));
    }

    /// <summary>Turns [batch, tokens, heads, head size].</summary>
    public static Tensor Rotate(Tensor heads, Tensor cosine, Tensor sine)
    {
        // Shifted by half a head, the second half comes first: (x1, x2) -> (x1 cos - x2 sin, x2 cos + x1 sin).
        using Tensor swapped = heads.roll(heads.shape[^1] / 2, -1);
        return heads.mul(cosine).addcmul_(swapped, sine, 1);
    }

    public void Dispose() => _frequencies.Dispose();
}
