namespace Microsoft.ML.Reasoning;

/// <summary>A reward function that is a delegate.</summary>
internal sealed class DelegateReward(string name, Func<RewardInput, CancellationToken, ValueTask<double>> score) : IRewardFunction
{
    public string Name => name;

    public ValueTask<double> ScoreAsync(RewardInput input, CancellationToken cancellationToken) => score(input, cancellationToken);
}
