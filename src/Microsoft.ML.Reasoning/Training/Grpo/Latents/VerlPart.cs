using System.Text.Json;
using Microsoft.ML.Reasoning.LatentDynamics;

namespace Microsoft.ML.Reasoning;

/// <summary>VERL in a training: what <see cref="RankProbe"/> measured becomes a bonus on rewards or advantages.</summary>
internal sealed class VerlPart(VerlShapingOptions options) : IGrpoPart
{
    private VerlState _state = VerlState.Initial, _next = VerlState.Initial;
    private double[] _bonuses = [];

    public string Name => "verl";

    public void Observe(Rollout rollout, int step, StepMetrics metrics, CancellationToken cancellationToken)
    {
        RolloutSample[] samples = [.. rollout.Samples];
        (_bonuses, _next) = samples.Length == 0 ? ([], _state)
            : VerlShaping.Step(_state, [.. samples.Select(Measures)], [.. samples.Select(sample => sample.IsScored ? sample.Reward : 0)], options);
        if (options.Target is VerlTarget.Reward or VerlTarget.Both)
            foreach ((RolloutSample sample, double bonus) in samples.Zip(_bonuses))
                sample.Reward += bonus;
        if (samples.Length > 0)
            metrics["verl/bonus"] = _bonuses.Average();
    }

    public void Shape(Rollout rollout, StepMetrics metrics)
    {
        double added = 0;
        int tokens = 0;
        foreach ((RolloutSample sample, double bonus) in rollout.Samples.Zip(_bonuses))
        {
            float[] shaped = VerlShaping.ShapeTokens(sample.Advantage, bonus, sample.Generated.TokenIds.Count, options);
            added += shaped.Sum(advantage => advantage - sample.Advantage);
            tokens += shaped.Length;
            sample.TokenAdvantages = shaped;
        }
        if (tokens > 0)
            metrics["verl/added_advantage"] = added / tokens;
    }

    public void Commit() => _state = _next;

    public string Save(string folder) => JsonSerializer.Serialize(_state);

    public void Load(string folder, string state) => _state = _next = JsonSerializer.Deserialize<VerlState>(state)
        ?? throw new FormatException("The running means of VERL are missing from the checkpoint.");

    private static VerlMeasures Measures(RolloutSample sample) => sample.Rank is not { } rank ? new(double.NaN, double.NaN, double.NaN)
        : new(rank.HasAcceleration ? rank.Acceleration : double.NaN, rank.HasVelocity ? rank.Velocity : double.NaN, rank.Rank);
}
