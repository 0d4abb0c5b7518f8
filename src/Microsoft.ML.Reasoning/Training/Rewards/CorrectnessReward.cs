using Microsoft.ML.Reasoning.Verification;

namespace Microsoft.ML.Reasoning;

/// <summary>1 for a right answer, 0 for a wrong one or none.</summary>
internal sealed class CorrectnessReward(VerificationOptions? options) : IRewardFunction
{
    private readonly AnswerVerifier _verifier = new(options);

    public string Name => "correctness";

    public bool NeedsAnswer => true;

    public ValueTask<double> ScoreAsync(RewardInput input, CancellationToken cancellationToken)
    {
        VerificationResult result = _verifier.Verify(input.Answer ?? "", input.Response);
        // The verifier's clock counts steps of work. What it gave up on has no verdict: it counts as timed out, not as wrong.
        return result.Reason == VerificationReason.TooMuchWork
            ? throw new TimeoutException(result.Explanation) : ValueTask.FromResult(result.IsCorrect ? 1.0 : 0.0);
    }
}
