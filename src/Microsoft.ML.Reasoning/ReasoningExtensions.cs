using Microsoft.ML.Reasoning;

namespace Microsoft.ML;

/// <summary>The entrance to this library from an <see cref="MLContext"/>.</summary>
public static class ReasoningExtensions
{
    /// <summary>Components for the reasoning of language models: load, generate, verify, evaluate, train.</summary>
    /// <param name="mlContext">The context: its seed, its device (<see cref="MLContext.GpuDeviceId"/>) and its log are used.</param>
    /// <returns>The catalog.</returns>
    public static ReasoningCatalog Reasoning(this MLContext mlContext)
    {
        ArgumentNullException.ThrowIfNull(mlContext);
        return new ReasoningCatalog(mlContext);
    }
}
