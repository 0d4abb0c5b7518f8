using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>Something that looks into rollouts, shapes rewards or advantages, or adds to the loss: the trainer itself knows none of its kind.</summary>
internal interface IGrpoPart : IDisposable
{
    /// <summary>The name under which metrics show its time and checkpoints keep its state.</summary>
    string Name { get; }

    /// <summary>Whether it needs the states of the last layer of every response of a step's rollout.</summary>
    bool NeedsStates(int step) => false;

    /// <summary>A further loss on the states of responses; null where there is none.</summary>
    ITrajectoryRegularizer? Regularizer => null;

    /// <summary>Sees a rollout with its rewards, which it may change. Its own state changes in <see cref="Commit"/> only.</summary>
    void Observe(Rollout rollout, int step, StepMetrics metrics, CancellationToken cancellationToken)
    {
    }

    /// <summary>Sees the rollout with its advantages, which it may change.</summary>
    void Shape(Rollout rollout, StepMetrics metrics)
    {
    }

    /// <summary>Is told that the step whose rollout it saw last was made: from here on its state is that after the step.</summary>
    void Commit()
    {
    }

    /// <summary>Writes what is large into the folder of a checkpoint, and returns the rest.</summary>
    string Save(string folder) => "";

    /// <summary>Reads what <see cref="Save"/> left.</summary>
    void Load(string folder, string state)
    {
    }

    void IDisposable.Dispose()
    {
    }
}
