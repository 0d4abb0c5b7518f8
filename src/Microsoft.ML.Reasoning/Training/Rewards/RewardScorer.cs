namespace Microsoft.ML.Reasoning;

/// <summary>Runs the reward functions, each response within a time limit.</summary>
/// <remarks>
/// A call that does not come back is left behind on its thread: nothing can end it from outside. Its response has no reward then, and is
/// counted; it never gets 0. A reward that is not finite is an error of the function and stops the training.
/// </remarks>
internal sealed class RewardScorer(IReadOnlyList<WeightedReward> rewards, TimeSpan timeout)
{
    public IReadOnlyList<WeightedReward> Rewards => rewards;

    public RewardTable Score(IReadOnlyList<RewardInput> inputs, CancellationToken cancellationToken)
    {
        var values = new double[rewards.Count][];
        for (int i = 0; i < rewards.Count; i++)
            values[i] = ScoreAsync(rewards[i].Function, inputs, cancellationToken).GetAwaiter().GetResult();
        return new RewardTable(values, [.. values.Select(ofFunction => ofFunction.Count(double.IsNaN))]);
    }

    private async Task<double[]> ScoreAsync(IRewardFunction function, IReadOnlyList<RewardInput> inputs, CancellationToken cancellationToken)
    {
        var values = new double[inputs.Count];
        if (function is IBatchRewardFunction batch)
        {
            IReadOnlyList<double>? scores = await Within(token => batch.ScoreAsync(inputs, token), cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < values.Length; i++)
                values[i] = scores is null ? double.NaN : Checked(scores[i], function, inputs[i]);
            return values;
        }
        await Parallel.ForAsync(0, inputs.Count, cancellationToken, async (i, _) =>
        {
            double? score = await Within<double?>(
                async token => await function.ScoreAsync(inputs[i], token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            values[i] = score is null ? double.NaN : Checked(score.Value, function, inputs[i]);
        }).ConfigureAwait(false);
        return values;
    }

    /// <summary>What a call gives, or null when its time is over.</summary>
    private async Task<T?> Within<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (timeout != Timeout.InfiniteTimeSpan)
            limit.CancelAfter(timeout);
        try
        {
            return await Task.Run(async () => await call(limit.Token).ConfigureAwait(false), cancellationToken)
                .WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return default;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return default;
        }
    }

    private static double Checked(double score, IRewardFunction function, RewardInput input) => double.IsFinite(score) ? score
        : throw new RewardException($"Row {input.Row}: reward function '{function.Name}' gave {score}, expected a finite number.");
}
