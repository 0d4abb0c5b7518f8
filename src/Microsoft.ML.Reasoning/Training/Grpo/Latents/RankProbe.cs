using Microsoft.ML.Reasoning.LatentDynamics;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning;

/// <summary>Measures the effective rank of the responses of rollouts, and how it grows.</summary>
internal sealed class RankProbe(int stride, int interval) : IGrpoPart
{
    private readonly EffectiveRankOptions _options = new() { Stride = stride };

    public string Name => "rank";

    public bool NeedsStates(int step) => (step - 1) % interval == 0;

    public void Observe(Rollout rollout, int step, StepMetrics metrics, CancellationToken cancellationToken)
    {
        RolloutSample[] samples = [.. rollout.Samples];
        if (samples.Length == 0 || !NeedsStates(step))
            return;
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        EffectiveRankMeasurement[] measured = EffectiveRank.Measure([.. samples.Select(sample => sample.States)], _options, cancellationToken);
        for (int i = 0; i < samples.Length; i++)
            samples[i].Rank = measured[i];
        metrics[MetricNames.EffectiveRank] = measured.Average(response => response.Rank);
        metrics[MetricNames.RankVelocity] = Mean(measured.Where(response => response.HasVelocity).Select(response => response.Velocity));
        metrics[MetricNames.RankAcceleration] = Mean(measured.Where(response => response.HasAcceleration).Select(response => response.Acceleration));
        metrics["latent/too_short_share"] = measured.Average(response => response.HasAcceleration ? 0.0 : 1);
    }

    private static double Mean(IEnumerable<double> values)
    {
        double[] all = [.. values];
        return all.Length > 0 ? all.Average() : double.NaN;
    }
}
