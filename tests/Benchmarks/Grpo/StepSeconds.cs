namespace Microsoft.ML.Reasoning.Benchmarks;

/// <summary>Seconds of the phases of one step.</summary>
/// <param name="Rollout">Generating the responses and recording their log-probabilities.</param>
/// <param name="Scoring">Rewards and advantages, and what VERL and ReLaX measure of the rollout.</param>
/// <param name="Update">The updates of all minibatches.</param>
/// <param name="Relax">How much of all ReLaX took.</param>
/// <param name="Verl">How much of the scoring VERL took.</param>
internal sealed record StepSeconds(double Rollout, double Scoring, double Update, double Relax, double Verl)
{
    public double Total => Rollout + Scoring + Update;
}
