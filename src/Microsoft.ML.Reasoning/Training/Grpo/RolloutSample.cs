using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Reasoning.LatentDynamics;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning;

/// <summary>A response of a rollout and all that was found out about it.</summary>
internal sealed class RolloutSample(GeneratedSample generated) : IDisposable
{
    public GeneratedSample Generated => generated;

    public string Text => generated.Text ?? "";

    public bool IsTruncated => generated.FinishReason == FinishReason.Length;

    /// <summary>The value of each reward function by name, not weighted; NaN where one ran out of time.</summary>
    public Dictionary<string, double> Scores { get; } = [];

    /// <summary>The weighted sum; NaN where a function ran out of time: such a response is not trained on.</summary>
    public double Reward { get; set; } = double.NaN;

    public bool IsScored => !double.IsNaN(Reward);

    /// <summary>Whether its tokens count in the loss.</summary>
    public bool Counts { get; set; } = true;

    public double Advantage { get; set; }

    /// <summary>The advantage of each token where they differ; null where all have <see cref="Advantage"/>.</summary>
    public float[]? TokenAdvantages { get; set; }

    /// <summary>Its effective rank; null where it was not measured.</summary>
    public EffectiveRankMeasurement? Rank { get; set; }

    /// <summary>The states of the last layer that emitted its tokens, [tokens, width], where they were kept; a view for the caller's dispose scope.</summary>
    public Tensor States => generated.States!.select(0, 0);

    /// <summary>The log-probabilities of its tokens under the initial model, or its own where nothing is made of the difference.</summary>
    public float[]? ReferenceLogProbabilities { get; set; }

    public void Dispose() => generated.Dispose();
}
