using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>Division by the root mean square of the last dimension.</summary>
internal static class RmsNormalization
{
    private static readonly long[] s_lastDimension = [-1];

    /// <summary>
    /// Computes in float32 whatever the precision; the weight is applied in the input's precision, as in the reference implementation.
    /// </summary>
    public static Tensor Apply(Tensor input, Tensor weight, float epsilon)
    {
        Tensor exact = input.dtype == ScalarType.Float32 ? input : input.to(ScalarType.Float32);
        using Tensor scale = exact.square().mean(s_lastDimension, keepdim: true).add_(epsilon).rsqrt_();
        Tensor normal = exact.mul(scale);
        if (input.dtype != ScalarType.Float32)
            normal = normal.to(input.dtype);
        // In place, the gradient graph would first copy what it needs for the weight's gradient.
        return is_grad_enabled() ? normal.mul(weight) : normal.mul_(weight);
    }
}
