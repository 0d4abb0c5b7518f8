namespace Microsoft.ML.Reasoning;

/// <summary>The names of the metrics that more than one place asks for.</summary>
internal static class MetricNames
{
    public const string Reward = "reward/mean";
    public const string ZeroVariance = "groups/zero_variance_share";
    public const string Dropped = "groups/dropped";
    public const string Generated = "groups/generated";
    public const string Truncated = "length/truncated_share";
    public const string Length = "length/mean";
    public const string Entropy = "policy/entropy";
    public const string Divergence = "policy/kl";
    public const string ClipFraction = "policy/clip_fraction";
    public const string Loss = "policy/loss";
    public const string GradientNorm = "policy/gradient_norm";
    public const string LearningRate = "policy/learning_rate";
    public const string Dispersion = "latent/dsd";
    public const string LargestModulus = "latent/largest_modulus";
    public const string Condition = "latent/condition";
    public const string EffectiveRank = "latent/er";
    public const string RankVelocity = "latent/erv";
    public const string RankAcceleration = "latent/era";
    public const string TokensPerSecond = "speed/tokens_per_second";
    public const string ValidationPrefix = "validation/";
    public const string ValidationReward = "validation/reward";
    public const string SecondsPrefix = "seconds/";
    public const string RegularizerSeconds = "update/regularizer_seconds";

    public static string RewardOf(string function) => $"reward/{function}/mean";

    public static string TimeoutsOf(string function) => $"reward/{function}/timeouts";

    public static string ValidationPassAt(int k) => $"validation/pass@{k}";
}
