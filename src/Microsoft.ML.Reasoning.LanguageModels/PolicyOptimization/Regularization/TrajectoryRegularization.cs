using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What a regulariser makes of some groups.</summary>
/// <param name="Loss">
/// A scalar that is differentiable through the states: the SUM of its losses of groups. The optimizer divides it by the number of
/// groups of the minibatch, so that a minibatch may be handed over in parts. Null: there is nothing to add.
/// </param>
public sealed record TrajectoryRegularization(Tensor? Loss)
{
    /// <summary>The factor on the KL term of each sequence, instead of its own; null: it keeps its own.</summary>
    public IReadOnlyList<float>? KlWeights { get; init; }

    /// <summary>
    /// The log-probabilities of the reference model for sequences that were scored only because their KL term is to count, instead of
    /// their own; null, as a whole or for a sequence: it keeps its own.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<float>?>? ReferenceLogProbabilities { get; init; }

    /// <summary>A number for each sequence, by the name under which metrics show it; NaN where there is none.</summary>
    public IReadOnlyDictionary<string, double[]> SequenceMetrics { get; init; } = new Dictionary<string, double[]>();
}
