using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning;

/// <summary>Something that looks into rollouts, shapes advantages or adds to the loss: the trainer itself knows none of its kind.</summary>
internal interface IGrpoPart : IDisposable
{
    /// <summary>The name under which checkpoints keep its state.</summary>
    string Name { get; }

    /// <summary>Whether it needs the states of the last layer of every response.</summary>
    bool NeedsStates => false;

    /// <summary>Sees a rollout whose advantages are known; may change them. It must not change its state here.</summary>
    void Shape(Rollout rollout, StepMetrics metrics, CancellationToken cancellationToken);

    /// <summary>A further loss on the states of responses; null where there is none.</summary>
    ITrajectoryRegularizer? Regularizer => null;

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
