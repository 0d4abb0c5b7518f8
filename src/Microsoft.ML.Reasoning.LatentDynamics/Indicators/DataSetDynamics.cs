using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>The published indicators of a whole data set: each response is one row, the mean of its states.</summary>
/// <remarks>Order zero does not depend on the order of the responses. Orders one and two do: their prefixes are the first responses.</remarks>
public static class DataSetDynamics
{
    /// <summary>One row for each response: the mean of its states. [responses, width], in double precision.</summary>
    /// <exception cref="ArgumentException">A response has no rows, or is no matrix of floating-point numbers.</exception>
    public static Tensor Pool(IReadOnlyList<Tensor> responses)
    {
        ResponseStates.Check(responses);
        for (int i = 0; i < responses.Count; i++)
            if (responses[i].shape[0] == 0)
                throw new ArgumentException($"Response {i} has no rows: it has no mean.", nameof(responses));
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        return stack([.. responses.Select(states => states.to(ScalarType.Float64).mean([0L], false, ScalarType.Float64).cpu())], 0)
            .MoveToOuterDisposeScope();
    }

    /// <summary>Measures pooled responses.</summary>
    /// <param name="pooled">One row for each response, in order: [responses, width].</param>
    /// <param name="options">Stride and rows of the differences; default: stride 40, all rows.</param>
    public static LatentIndicatorMeasurement Measure(Tensor pooled, LatentIndicatorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pooled);
        return LatentIndicators.Measure([pooled], options ?? new LatentIndicatorOptions { Stride = 40 })[0];
    }
}
