using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Reasoning.Verification;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Passes over answered problems once and counts.</summary>
internal sealed class PassAtKEvaluator
{
    private readonly IHost _host;
    private readonly PassAtKEvaluatorOptions _options;

    public PassAtKEvaluator(IHostEnvironment env, PassAtKEvaluatorOptions options)
    {
        var errors = new OptionErrors(nameof(PassAtKEvaluatorOptions));
        errors.RequireName(options.CorrectColumnName, nameof(options.CorrectColumnName));
        errors.Require(options.Ks is null or { Count: > 0 }, "Ks is empty");
        errors.Require(options.Ks is null || options.Ks.All(k => k >= 1), $"Ks has {options.Ks?.Min()}, expected 1 or more");
        errors.Require(options.BootstrapResamples >= 1, $"BootstrapResamples is {options.BootstrapResamples}, expected at least 1");
        errors.ThrowIfAny();
        _host = env.Register(JudgedRow.Component);
        _options = options;
    }

    public PassAtKMetrics Evaluate(IDataView data)
    {
        using IChannel channel = _host.Start(JudgedRow.Component);
        var rows = new List<JudgedRow>();
        int skipped = 0;
        foreach (JudgedRow row in JudgedRow.Read(data, _options))
        {
            if (row.CanBeJudged)
                rows.Add(row);
            else
                skipped++;
        }
        if (rows.Count == 0)
            throw new InvalidOperationException(skipped == 0 ? "Evaluate: the data has no rows."
                : $"Evaluate: none of the {skipped} rows has both responses and a right answer.");
        PassAtKMetrics metrics = Count(rows, skipped);
        if (skipped > 0)
            channel.Warning(MessageSensitivity.None, "{0} rows were left out: no responses, or no right answer to compare with", skipped);
        foreach ((int k, int below) in metrics.ProblemsBelowK.Where(pair => pair.Value > 0))
            channel.Warning(MessageSensitivity.None, "{0} of {1} problems have fewer than {2} responses", below, rows.Count, k);
        channel.Info(MessageSensitivity.None, "{0}", metrics);
        return metrics;
    }

    private PassAtKMetrics Count(List<JudgedRow> rows, int skipped)
    {
        int[] ks = Ks(rows);
        ProblemMetrics[] problems = rows.Select(row => Count(row, ks)).ToArray();
        return new PassAtKMetrics
        {
            PassAtK = ByK(ks, problems, problem => problem.PassAtK),
            PassAllAtK = ByK(ks, problems, problem => problem.PassAllAtK),
            MajorityAtK = _options.ExtractedAnswersColumnName is null ? new Dictionary<int, ConfidenceInterval>()
                : ByK(ks, problems, problem => problem.MajorityAtK),
            Mean = Interval(problems.Select(problem => PassAtK.Mean(problem.SampleCount, problem.CorrectCount))),
            Problems = problems,
            ProblemsBelowK = ks.ToDictionary(k => k, k => problems.Count(problem => problem.SampleCount < k)),
            SampleCount = problems.Sum(problem => problem.SampleCount),
            CorrectCount = problems.Sum(problem => problem.CorrectCount),
            SkippedRowCount = skipped,
            TruncatedCount = _options.FinishReasonsColumnName is null ? null : rows.Sum(row => row.FinishReasons!.Count(IsTruncated)),
            LongPromptCount = _options.FinishReasonsColumnName is null ? null : rows.Count(row => row.FinishReasons!.Contains(nameof(FinishReason.PromptTooLong))),
            UnparsableCount = _options.ExtractedAnswersColumnName is null ? null
                : rows.Sum(row => row.Extracted!.Count(string.IsNullOrEmpty)),
            MeanTokens = MeanTokens(rows, (_, _) => true),
            MeanTokensFinished = _options.FinishReasonsColumnName is null ? double.NaN
                : MeanTokens(rows, (row, i) => !IsTruncated(row.FinishReasons![i])),
            MeanTokensCorrect = MeanTokens(rows, (row, i) => row.Correct[i]),
        };
    }

    private int[] Ks(List<JudgedRow> rows)
    {
        int most = rows.Max(row => row.Correct.Length);
        int[] ks = (_options.Ks ?? [1, rows.Min(row => row.Correct.Length)]).Distinct().Order().ToArray();
        if (ks[^1] > most)
            throw new ArgumentException($"{nameof(PassAtKEvaluatorOptions)}: Ks has {ks[^1]}, but no row has more than {most} responses.");
        return ks;
    }

    private static ProblemMetrics Count(JudgedRow row, int[] ks)
    {
        int samples = row.Correct.Length;
        int correct = row.Correct.Count(right => right);
        int[] possible = ks.Where(k => k <= samples).ToArray();
        string?[]? votes = Votes(row);
        return new ProblemMetrics(row.Position, samples, correct,
            possible.ToDictionary(k => k, k => PassAtK.Estimate(samples, correct, k)),
            possible.ToDictionary(k => k, k => PassAtK.EstimateAll(samples, correct, k)),
            votes is null ? new Dictionary<int, double>()
                : possible.ToDictionary(k => k, k => MajorityVote.Estimate(votes, row.Correct, k)));
    }

    /// <summary>Answers that are equal vote together, however they are written; a response without one does not vote.</summary>
    private static string?[]? Votes(JudgedRow row)
    {
        AnswerShape shape = row.Answer is null ? AnswerShape.Any : AnswerEquality.ShapeOf(row.Answer);
        return row.Extracted is null ? null
            : Array.ConvertAll(row.Extracted, answer => answer.Length == 0 ? null : AnswerEquality.NormalForm(answer, shape));
    }

    private Dictionary<int, ConfidenceInterval> ByK(
        int[] ks, ProblemMetrics[] problems, Func<ProblemMetrics, IReadOnlyDictionary<int, double>> values) =>
        ks.ToDictionary(
            k => k, k => Interval(problems.Where(problem => values(problem).ContainsKey(k)).Select(problem => values(problem)[k])));

    private ConfidenceInterval Interval(IEnumerable<double> values) =>
        Bootstrap.Mean(values.ToArray(), _options.Seed, _options.BootstrapResamples);

    private static bool IsTruncated(string finishReason) => finishReason == nameof(FinishReason.Length);

    private static double MeanTokens(List<JudgedRow> rows, Func<JudgedRow, int, bool> counts)
    {
        int[] tokens = rows.Where(row => row.TokenCounts is not null)
            .SelectMany(row => row.TokenCounts!.Where((_, i) => counts(row, i))).ToArray();
        return tokens.Length > 0 ? tokens.Average() : double.NaN;
    }
}
