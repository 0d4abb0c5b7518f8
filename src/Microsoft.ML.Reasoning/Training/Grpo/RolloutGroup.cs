namespace Microsoft.ML.Reasoning;

/// <summary>The responses to one prompt.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Place">Its place in the order of problems, which is the key of its random numbers.</param>
/// <param name="Samples">The responses.</param>
internal sealed record RolloutGroup(GrpoProblem Problem, long Place, IReadOnlyList<RolloutSample> Samples) : IDisposable
{
    /// <summary>The greedy answer, where the estimator of advantages compares with it; it is scored and not trained on.</summary>
    public RolloutSample? Greedy { get; init; }

    /// <summary>All that has to be scored.</summary>
    public IEnumerable<RolloutSample> Scored => Greedy is null ? Samples : Samples.Append(Greedy);

    /// <summary>
    /// Whether its rewards differ, so that responses can be better or worse than others of the group, or than the greedy answer; one
    /// without a reward leaves nothing to compare with.
    /// </summary>
    public bool HasSignal
    {
        get
        {
            if (Greedy is { IsScored: false })
                return false;
            double[] rewards = [.. Scored.Where(sample => sample.IsScored).Select(sample => sample.Reward)];
            return rewards.Length > 1 && rewards.Max() > rewards.Min() && Samples.Any(sample => sample.Counts);
        }
    }

    public void Dispose()
    {
        foreach (RolloutSample sample in Scored)
            sample.Dispose();
    }
}
