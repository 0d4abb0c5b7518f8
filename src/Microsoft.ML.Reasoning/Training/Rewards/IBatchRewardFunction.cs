namespace Microsoft.ML.Reasoning;

/// <summary>A reward function that is faster on many responses at once, such as a model.</summary>
public interface IBatchRewardFunction : IRewardFunction
{
    /// <summary>The rewards of responses, in their order.</summary>
    /// <param name="inputs">The responses and their problems.</param>
    /// <param name="cancellationToken">Is cancelled when the time for the call is over, or the training ends.</param>
    ValueTask<IReadOnlyList<double>> ScoreAsync(IReadOnlyList<RewardInput> inputs, CancellationToken cancellationToken);

    async ValueTask<double> IRewardFunction.ScoreAsync(RewardInput input, CancellationToken cancellationToken) =>
        (await ScoreAsync([input], cancellationToken).ConfigureAwait(false))[0];
}
