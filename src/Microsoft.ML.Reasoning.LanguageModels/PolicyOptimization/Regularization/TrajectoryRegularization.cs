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
    /// The log-probabilities of the reference model, in nats at the temperature of the training, for sequences that were scored only
    /// because their KL term is to count, instead of their own: an entry for each sequence in the order of the batch, a number for each
    /// token of its response. Null, as a whole or for a sequence: it keeps its own.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<float>?>? ReferenceLogProbabilities { get; init; }

    /// <summary>Refuses what does not fit the sequences that it was made for.</summary>
    /// <exception cref="InvalidOperationException">A list has another length than it should.</exception>
    internal void Check(IReadOnlyList<PolicySequence> sequences)
    {
        if (KlWeights is { } weights && weights.Count != sequences.Count)
            throw new InvalidOperationException($"A regulariser gave {weights.Count} {nameof(KlWeights)} for {sequences.Count} sequences.");
        if (ReferenceLogProbabilities is not { } rows)
            return;
        if (rows.Count != sequences.Count)
            throw new InvalidOperationException($"A regulariser gave {rows.Count} rows of {nameof(ReferenceLogProbabilities)} for {sequences.Count} sequences.");
        for (int i = 0; i < rows.Count; i++)
            if (rows[i] is { } row && row.Count != sequences[i].ResponseIds.Count)
                throw new InvalidOperationException(
                    $"A regulariser gave {row.Count} {nameof(ReferenceLogProbabilities)} for the {sequences[i].ResponseIds.Count} tokens of {sequences[i].Name}.");
    }

    /// <summary>A number for each sequence, by the name under which metrics show it; NaN where there is none.</summary>
    public IReadOnlyDictionary<string, double[]> SequenceMetrics { get; init; } = new Dictionary<string, double[]>();
}
