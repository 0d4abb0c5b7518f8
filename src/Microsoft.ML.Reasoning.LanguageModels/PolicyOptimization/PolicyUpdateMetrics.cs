namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>What one update of a policy did.</summary>
/// <param name="Loss">The whole loss, regularisers included.</param>
/// <param name="GradientNorm">The norm of the gradient before clipping.</param>
/// <param name="Sums">What was seen in the loss, as sums over tokens.</param>
public sealed record PolicyUpdateMetrics(double Loss, double GradientNorm, PolicyLossSums Sums)
{
    /// <summary>The share of tokens that were clipped, below or above.</summary>
    public double ClipFraction => Mean(Sums.ClippedLow + Sums.ClippedHigh);

    /// <summary>The share of tokens of negative advantage that were clipped below, among all tokens.</summary>
    public double ClipLowFraction => Mean(Sums.ClippedLow);

    /// <summary>The share of tokens of positive advantage that were clipped above, among all tokens.</summary>
    public double ClipHighFraction => Mean(Sums.ClippedHigh);

    /// <summary>The mean importance ratio.</summary>
    public double Ratio => Mean(Sums.Ratio);

    /// <summary>The largest importance ratio.</summary>
    public double LargestRatio => Sums.LargestRatio;

    /// <summary>The mean divergence from the reference model; 0 without one.</summary>
    public double Kl => Mean(Sums.Kl);

    /// <summary>The mean divergence of the policy before the step from the policy (k3).</summary>
    public double OldKl => Mean(Sums.OldKl);

    /// <summary>The mean entropy of the policy at a response token, in nats, at the temperature of the rollout.</summary>
    public double Entropy => Mean(Sums.Entropy);

    /// <summary>The mean truncated importance weight; 1 without correction.</summary>
    public double ImportanceWeight => Mean(Sums.ImportanceWeight);

    /// <summary>The losses of the regularisers by name, weighted as they went into <see cref="Loss"/>.</summary>
    public IReadOnlyDictionary<string, double> RegularizerLosses { get; init; } = new Dictionary<string, double>();

    /// <summary>How long the regularisers took, their gradients included.</summary>
    public double RegularizerSeconds { get; init; }

    /// <summary>
    /// What the regularisers say about each sequence, by name, in the order of the minibatch; NaN where one says nothing.
    /// </summary>
    public IReadOnlyDictionary<string, double[]> SequenceMetrics { get; init; } = new Dictionary<string, double[]>();

    private double Mean(double sum) => Sums.Tokens > 0 ? sum / Sums.Tokens : 0;
}
