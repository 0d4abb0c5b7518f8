using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>The log of the mean size of a group's mean states: something that needs whole groups. It switches the KL term off.</summary>
internal sealed class SpreadRegularizer : ITrajectoryRegularizer
{
    public string Name => "spread";

    public int Calls { get; private set; }

    public TrajectoryRegularization Compute(TrajectoryBatch batch)
    {
        Calls++;
        Tensor[] parts = batch.States.split([.. batch.Lengths.Select(length => (long)length)], 0);
        Tensor? sum = null;
        foreach (IGrouping<int, int> group in Enumerable.Range(0, parts.Length).GroupBy(i => batch.Sequences[i].Group))
        {
            Tensor loss = Loss([.. group.Select(i => parts[i])]);
            sum = sum is null ? loss : sum.add(loss);
        }

        return new TrajectoryRegularization(sum)
        {
            KlWeights = new float[parts.Length],
            SequenceMetrics = new Dictionary<string, double[]> { ["length"] = [.. batch.Lengths.Select(length => (double)length)] },
        };
    }

    /// <summary>The loss of one group.</summary>
    public static Tensor Loss(Tensor[] group) => stack(group.Select(states => states.mean([0]).square().sum())).mean().log();
}
