using System.Globalization;
using Microsoft.ML.Reasoning;
using Microsoft.ML.Reasoning.Verification;

namespace Quickstart;

/// <summary>Prints what a person wants to see; result lines stand alone as 'name: number'.</summary>
internal static class Report
{
    public static void Table(PassAtKMetrics metrics, int contextLength)
    {
        Console.WriteLine();
        Console.WriteLine("            percent   95 % interval over problems");
        foreach ((int k, ConfidenceInterval value) in metrics.PassAtK)
            Row($"pass@{k}", value);
        foreach ((int k, ConfidenceInterval value) in metrics.MajorityAtK.Where(pair => pair.Key > 1))
            Row($"maj@{k}", value);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{metrics.Problems.Count} problems, {metrics.SampleCount} answers of {metrics.MeanTokens:0.0} tokens on average; cut off: {metrics.TruncatedCount}, without an answer: {metrics.UnparsableCount}, rows left out: {metrics.SkippedRowCount}"));
        if (metrics.LongPromptCount > 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{metrics.LongPromptCount} of {metrics.Problems.Count} prompts are longer than the model's context of {contextLength} tokens: they were skipped and count as wrong"));
    }

    public static void Sample(AnsweredProblem row, int sample)
    {
        Console.WriteLine();
        Console.WriteLine($"Q: {row.Question}");
        Console.WriteLine($"A: {row.Responses[sample].Trim()}");
        string extracted = row.ExtractedAnswers[sample] is { Length: > 0 } text ? $"'{text}'" : "nothing";
        Console.WriteLine($"   -> {(row.Correct[sample] ? "right" : "wrong")}: found {extracted}, expected '{row.Answer}'");
    }

    public static void Result(string name, double value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {value:0.00}"));

    private static void Row(string name, ConfidenceInterval value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"  {name,-8} {100 * value.Estimate,8:0.0}   [{100 * value.Lower:0.0}, {100 * value.Upper:0.0}]"));
}
