namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Lets the KL term of some sequences count, and brings the log-probabilities of their reference along.</summary>
internal sealed class HoldingRegularizer(Func<PolicySequence, IReadOnlyList<float>?> reference) : ITrajectoryRegularizer
{
    public string Name => "holding";

    public TrajectoryRegularization Compute(TrajectoryBatch batch)
    {
        IReadOnlyList<float>?[] references = [.. batch.Sequences.Select(reference)];
        return new TrajectoryRegularization(Loss: null)
        {
            KlWeights = [.. references.Select(one => one is null ? 0f : 1)],
            ReferenceLogProbabilities = references,
        };
    }
}
