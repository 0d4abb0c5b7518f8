using System.Globalization;
using System.Text;
using Microsoft.ML.Reasoning.Verification;

namespace Microsoft.ML.Reasoning;

/// <summary>How many problems were solved, how sure that is, and what it cost.</summary>
/// <remarks>Every value is a mean over problems, with the 95 % percentile bootstrap interval over problems.</remarks>
public sealed record PassAtKMetrics
{
    /// <summary>pass@k by k: the probability that at least one of k responses is right (unbiased, 1 - C(n-c, k) / C(n, k)).</summary>
    public required IReadOnlyDictionary<int, ConfidenceInterval> PassAtK { get; init; }

    /// <summary>pass^k by k: the probability that k responses are all right (C(c, k) / C(n, k)).</summary>
    public required IReadOnlyDictionary<int, ConfidenceInterval> PassAllAtK { get; init; }

    /// <summary>
    /// maj@k by k: the probability that the answer which most of k responses give is right; a tie is drawn by lot, a response without an
    /// answer does not vote. Empty where the data has no extracted answers.
    /// </summary>
    public required IReadOnlyDictionary<int, ConfidenceInterval> MajorityAtK { get; init; }

    /// <summary>mean@n: the mean share of right responses.</summary>
    public required ConfidenceInterval Mean { get; init; }

    /// <summary>The values of each problem, in the order of the data.</summary>
    public required IReadOnlyList<ProblemMetrics> Problems { get; init; }

    /// <summary>By k, the problems that have fewer than k responses and so take no part in the values at k.</summary>
    public required IReadOnlyDictionary<int, int> ProblemsBelowK { get; init; }

    /// <summary>The responses that were counted.</summary>
    public required int SampleCount { get; init; }

    /// <summary>The responses that are right.</summary>
    public required int CorrectCount { get; init; }

    /// <summary>Rows left out: without responses, or without a right answer to compare with.</summary>
    public required int SkippedRowCount { get; init; }

    /// <summary>Responses cut off at the token limit; null where the data has no finish reasons.</summary>
    public int? TruncatedCount { get; init; }

    /// <summary>
    /// Problems whose prompt left no room in the model's context, so that they got no response and count as wrong; null where the data has
    /// no finish reasons.
    /// </summary>
    public int? LongPromptCount { get; init; }

    /// <summary>Responses in which no answer was found; null where the data has no extracted answers.</summary>
    public int? UnparsableCount { get; init; }

    /// <summary>Mean tokens of a response; NaN where the data has no token counts.</summary>
    public double MeanTokens { get; init; } = double.NaN;

    /// <summary>Mean tokens of a response that was not cut off; NaN where there is none.</summary>
    public double MeanTokensFinished { get; init; } = double.NaN;

    /// <summary>Mean tokens of a right response; NaN where there is none.</summary>
    public double MeanTokensCorrect { get; init; } = double.NaN;

    /// <summary>A table in percent.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (int k in PassAtK.Keys)
        {
            Line($"pass@{k}", PassAtK[k]);
            Line($"pass^{k}", PassAllAtK[k]);
            if (MajorityAtK.TryGetValue(k, out ConfidenceInterval majority))
                Line($"maj@{k}", majority);
        }
        Line("mean", Mean);
        text.Append(CultureInfo.InvariantCulture, $"problems {Problems.Count}, responses {SampleCount}, right {CorrectCount}, ");
        text.Append(CultureInfo.InvariantCulture, $"cut off {Known(TruncatedCount)}, without an answer {Known(UnparsableCount)}, ");
        text.Append(CultureInfo.InvariantCulture, $"rows left out {SkippedRowCount}, prompts too long {Known(LongPromptCount)}");
        return text.ToString();

        void Line(string name, ConfidenceInterval value) => text.AppendLine(CultureInfo.InvariantCulture,
            $"{name,-8} {100 * value.Estimate,6:0.0} %  [{100 * value.Lower:0.0}, {100 * value.Upper:0.0}]");

        static string Known(int? count) => count?.ToString(CultureInfo.InvariantCulture) ?? "unknown";
    }
}
