using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics;

/// <summary>What may be measured: a matrix of finite numbers, one row a token.</summary>
internal static class ResponseStates
{
    /// <summary>Refuses what is no list of matrices.</summary>
    public static void Check(IReadOnlyList<Tensor> responses)
    {
        ArgumentNullException.ThrowIfNull(responses);
        for (int i = 0; i < responses.Count; i++)
        {
            Tensor states = responses[i] ?? throw new ArgumentException($"Response {i} is null.", nameof(responses));
            if (states.dim() != 2)
                throw new ArgumentException(
                    $"Response {i} has the shape [{string.Join(", ", states.shape)}]; [tokens, width] was expected.", nameof(responses));
            if (!states.is_floating_point())
                throw new ArgumentException($"Response {i} holds {states.dtype}; floating-point states were expected.", nameof(responses));
        }
    }

    /// <summary>The rows in double precision with their mean row taken off: what every measure of spread starts from.</summary>
    /// <remarks>The mean is taken off before any product: afterwards a large mean would have used up the digits.</remarks>
    public static Tensor Centred(Tensor states)
    {
        Tensor exact = states.to(ScalarType.Float64);
        return exact.sub(exact.mean([0L], true, ScalarType.Float64));
    }

    /// <summary>The numbers of a matrix on the host, row by row.</summary>
    public static double[] ToArray(Tensor states) => states.to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();

    /// <summary>Refuses a response that holds NaN or an infinity, which no measure survives.</summary>
    public static void CheckFinite(IReadOnlyList<Tensor> responses, int index)
    {
        if (!responses[index].isfinite().all().item<bool>())
            throw new ArgumentException($"The states of response {index} are not all finite numbers.", nameof(responses));
    }
}
