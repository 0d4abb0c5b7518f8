using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>One forward pass over some sequences, and its way back.</summary>
internal interface IPolicyPass : IDisposable
{
    /// <summary>The log-probability of each response token, one response after the other, float32; owned by the pass.</summary>
    Tensor LogProbabilities { get; }

    /// <summary>The entropy at each response token; owned by the pass.</summary>
    Tensor Entropies { get; }

    /// <summary>
    /// The states after the final norm that emitted each response token, [tokens of all responses, width], without a gradient graph;
    /// owned by the pass.
    /// </summary>
    Tensor States { get; }

    /// <summary>Adds the gradient of every weight. Once.</summary>
    /// <param name="logGradient">Of the log-probabilities.</param>
    /// <param name="entropyGradient">Of the entropies; null: none.</param>
    /// <param name="stateGradient">Of the states, besides what comes from log-probabilities and entropies; null: none.</param>
    void Backward(Tensor logGradient, Tensor? entropyGradient, Tensor? stateGradient);
}
