namespace Microsoft.ML.Reasoning;

/// <summary>What one step learns from.</summary>
/// <param name="Groups">The groups that are trained on.</param>
/// <param name="NextPlace">Where in the order of problems the next rollout begins.</param>
internal sealed record Rollout(IReadOnlyList<RolloutGroup> Groups, long NextPlace) : IDisposable
{
    public IEnumerable<RolloutSample> Samples => Groups.SelectMany(group => group.Samples);

    public void Dispose()
    {
        foreach (RolloutGroup group in Groups)
            group.Dispose();
    }
}
