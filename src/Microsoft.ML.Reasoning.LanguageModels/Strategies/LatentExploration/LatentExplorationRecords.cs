using System.Globalization;

namespace Microsoft.ML.Reasoning.LanguageModels;

/// <summary>The names of what latent exploration records for each token, in <see cref="GeneratedSample.Records"/>.</summary>
public static class LatentExplorationRecords
{
    /// <summary>1 where the token was drawn from the mixture, else 0.</summary>
    public const string Explored = "led.explored";

    /// <summary>How many inner layers the mixture had, 0 to the depth less one; -1 where the row did not explore.</summary>
    public const string Depth = "led.depth";

    /// <summary>1 where exploration was possible: the row was thinking, or need not be.</summary>
    public const string Thinking = "led.thinking";

    /// <summary>The entropy, in nats, of the mixture with a number of inner layers; not a number where no inner heads ran.</summary>
    /// <param name="innerLayers">How many inner layers, 0 to the depth less one.</param>
    public static string Entropy(int innerLayers) => string.Create(CultureInfo.InvariantCulture, $"led.entropy{innerLayers}");
}
