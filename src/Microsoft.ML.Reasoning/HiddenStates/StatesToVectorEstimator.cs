using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>
/// Copies states to the host. In: a column of <see cref="TokenStates"/>. Out: a vector of Single, row after row ([tokens, width],
/// [layers, tokens, width], or without the tokens where they were pooled); its size is known where the states are pooled.
/// </summary>
public sealed class StatesToVectorEstimator : ReasoningEstimator<StatesToVectorTransformer>
{
    internal StatesToVectorEstimator(IHostEnvironment env, string outputColumnName, string? inputColumnName)
        : base(new StatesToVectorTransformer(env.Register(nameof(StatesToVectorTransformer)), Named(outputColumnName), inputColumnName ?? outputColumnName))
    {
    }

    private static string Named(string outputColumnName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(outputColumnName);
        return outputColumnName;
    }
}
