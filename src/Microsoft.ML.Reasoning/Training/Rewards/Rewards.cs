using System.Text.RegularExpressions;
using Microsoft.ML.Reasoning.Verification;

namespace Microsoft.ML.Reasoning;

/// <summary>The reward functions of this library, and ways to make others.</summary>
public static class Rewards
{
    /// <summary>1 where the response's final answer is the right one, else 0. A comparison that takes too much work is counted with the time-outs.</summary>
    /// <param name="options">What counts as an answer and as equal. Default: null, the verifier's own defaults.</param>
    public static IRewardFunction Correctness(VerificationOptions? options = null) => new CorrectnessReward(options);

    /// <summary>1 where a pattern occurs in the response, else 0.</summary>
    /// <param name="pattern">The regular expression; it must not backtrack (it is run without backtracking).</param>
    /// <param name="name">The name in logs. Default: "format".</param>
    public static IRewardFunction Format(string pattern, string name = "format")
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var expression = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Multiline);
        return Of(name, input => expression.IsMatch(input.Response) ? 1 : 0);
    }

    /// <summary>
    /// The soft punishment of overlong responses (DAPO, arXiv 2503.14476, equation 13): 0 up to <paramref name="longest"/> - <paramref name="buffer"/>
    /// tokens, from there straight down to -1 at <paramref name="longest"/>, and -1 for what was cut off.
    /// </summary>
    /// <param name="longest">The length at which the punishment is whole, in tokens.</param>
    /// <param name="buffer">Over how many tokens it grows.</param>
    /// <param name="name">The name in logs. Default: "length".</param>
    public static IRewardFunction Length(int longest, int buffer, string name = "length")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(buffer, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, buffer);
        return Of(name, input => input.FinishReason == LanguageModels.FinishReason.Length
            ? -1 : -Math.Clamp((input.TokenCount - (longest - buffer)) / (double)buffer, 0, 1));
    }

    /// <summary>A function of yours.</summary>
    /// <param name="name">The name in logs.</param>
    /// <param name="score">The function; called from several threads at once.</param>
    public static IRewardFunction Of(string name, Func<RewardInput, double> score)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(score);
        return new DelegateReward(name, (input, _) => ValueTask.FromResult(score(input)));
    }

    /// <summary>An asynchronous function of yours.</summary>
    /// <param name="name">The name in logs.</param>
    /// <param name="score">The function; several calls run at once.</param>
    public static IRewardFunction Of(string name, Func<RewardInput, CancellationToken, ValueTask<double>> score)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(score);
        return new DelegateReward(name, score);
    }

    /// <summary>
    /// A fitted ML.NET transformer as a reward. It is handed rows with the Text columns Prompt, Response, Answer and FinishReason and the
    /// Single column TokenCount.
    /// </summary>
    /// <param name="scorer">The transformer; it stays the caller's.</param>
    /// <param name="scoreColumnName">The column that is the reward: Single, Double, Boolean (1 or 0) or a vector of Single. Default: "Score".</param>
    /// <param name="slot">Which value of a vector counts. Default: 0.</param>
    /// <param name="name">The name in logs. Default: null, the column's name.</param>
    public static IRewardFunction FromTransformer(ITransformer scorer, string scoreColumnName = "Score", int slot = 0, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        ArgumentException.ThrowIfNullOrWhiteSpace(scoreColumnName);
        ArgumentOutOfRangeException.ThrowIfNegative(slot);
        return new TransformerReward(scorer, scoreColumnName, slot, name ?? scoreColumnName);
    }
}
