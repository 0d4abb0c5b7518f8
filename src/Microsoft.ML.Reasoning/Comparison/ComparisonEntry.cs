using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Reasoning.Verification;

namespace Microsoft.ML.Reasoning;

/// <summary>One strategy at one temperature.</summary>
public sealed record ComparisonEntry
{
    /// <summary>The strategy's name.</summary>
    public required string Name { get; init; }

    /// <summary>The temperature.</summary>
    public required float Temperature { get; init; }

    /// <summary>pass@k for k from 1, with its 95 % interval over problems.</summary>
    public required IReadOnlyList<ConfidenceInterval> PassAtK { get; init; }

    /// <summary>
    /// pass@k less the baseline's at this temperature, for k from 1, with the interval of the paired difference; null for the baseline and
    /// where the baseline has no such temperature.
    /// </summary>
    public IReadOnlyList<ConfidenceInterval>? Difference { get; init; }

    /// <summary>How many answers to each problem are right, in the order of the problems.</summary>
    public required IReadOnlyList<int> CorrectCounts { get; init; }

    /// <summary>How many answers there are to each problem.</summary>
    public required int SamplesPerPrompt { get; init; }

    /// <summary>Mean tokens of an answer.</summary>
    public required double MeanTokens { get; init; }

    /// <summary>Mean tokens up to the end of thinking; NaN where no end is known.</summary>
    public required double MeanThinkTokens { get; init; }

    /// <summary>The share of the answers that were not cut off.</summary>
    public required double FinishedShare { get; init; }

    /// <summary>Seconds that generating took.</summary>
    public required double Seconds { get; init; }

    /// <summary>What latent exploration did; null for other strategies.</summary>
    public LatentExplorationSummary? Exploration { get; init; }

    /// <summary>pass@k of each problem.</summary>
    /// <param name="k">1 to <see cref="SamplesPerPrompt"/>.</param>
    public IReadOnlyList<double> ProblemPassAtK(int k) => [.. CorrectCounts.Select(correct => Verification.PassAtK.Estimate(SamplesPerPrompt, correct, k))];
}
