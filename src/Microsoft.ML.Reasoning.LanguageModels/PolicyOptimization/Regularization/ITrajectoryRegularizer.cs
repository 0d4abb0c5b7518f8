namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>A loss on the hidden states of whole responses, added to the policy's loss.</summary>
public interface ITrajectoryRegularizer
{
    /// <summary>The name under which metrics show its loss.</summary>
    string Name { get; }

    /// <summary>Computes the loss of some whole groups.</summary>
    /// <param name="batch">The states and sequences of the groups.</param>
    TrajectoryRegularization Compute(TrajectoryBatch batch);
}
