using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What a loss is computed from: [responses, tokens], padded on the right; what padding holds does not matter if it is finite.</summary>
/// <param name="LogProbabilities">Of the tokens under the policy; differentiable.</param>
/// <param name="Advantages">[responses, tokens], or [responses, 1] for one a response.</param>
/// <param name="Mask">1 for the tokens that count, 0 for others, in the same precision.</param>
public sealed record PolicyLossInput(Tensor LogProbabilities, Tensor Advantages, Tensor Mask)
{
    /// <summary>Of the tokens under the policy before the step. Null: the policy's own, without gradient.</summary>
    public Tensor? OldLogProbabilities { get; init; }

    /// <summary>Of the tokens under the reference model.</summary>
    public Tensor? ReferenceLogProbabilities { get; init; }

    /// <summary>
    /// The truncated importance weight of each token, of policy against behaviour; <see cref="PolicyLosses.ImportanceWeights"/>
    /// computes it.
    /// </summary>
    public Tensor? ImportanceWeights { get; init; }

    /// <summary>The entropy of the policy at each token; differentiable where the loss has an entropy term.</summary>
    public Tensor? Entropies { get; init; }

    /// <summary>A factor on each token's policy loss, such as 0 for those that are left out.</summary>
    public Tensor? TokenWeights { get; init; }

    /// <summary>A weight of each token's |log ratio|, added to its policy loss.</summary>
    public Tensor? RatioPenalties { get; init; }

    /// <summary>A factor on each token's KL term, [responses, tokens] or [responses, 1].</summary>
    public Tensor? KlWeights { get; init; }
}
