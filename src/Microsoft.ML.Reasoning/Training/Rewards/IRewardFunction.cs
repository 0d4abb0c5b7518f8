namespace Microsoft.ML.Reasoning;

/// <summary>Says how good a response is. Called from several threads at once.</summary>
public interface IRewardFunction
{
    /// <summary>The name, for logs and tables; it becomes part of a metric's name.</summary>
    string Name { get; }

    /// <summary>Whether it compares with the right answer, so that rows without one are of no use.</summary>
    bool NeedsAnswer => false;

    /// <summary>The reward of a response. A number that is not finite stops the training.</summary>
    /// <param name="input">The response and its problem.</param>
    /// <param name="cancellationToken">Is cancelled when the time for the response is over, or the training ends.</param>
    ValueTask<double> ScoreAsync(RewardInput input, CancellationToken cancellationToken);
}
