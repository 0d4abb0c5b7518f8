using System.Diagnostics;
using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Reasoning.Verification;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Reasoning;

/// <summary>Lets each strategy answer the same problems and counts.</summary>
internal sealed class StrategyComparer
{
    private const string Component = "Compare";
    private readonly IHost _host;
    private readonly CausalLanguageModel _model;
    private readonly StrategyComparisonOptions _options;
    private readonly AnswerVerifier _verifier;
    private readonly Func<IReadOnlyList<int>, int>? _countThinking;

    public StrategyComparer(IHostEnvironment env, CausalLanguageModel model, StrategyComparisonOptions options)
    {
        _host = env.Register(Component);
        _model = model;
        _options = options;
        _verifier = new AnswerVerifier(options.Verification);
        _countThinking = ThinkingTokens.Counter(PromptCheck.HasTokenizer(model), options.ThinkEndToken, options.ThinkEndText);
    }

    public StrategyComparison Compare(IDataView data, IReadOnlyList<ComparedStrategy> strategies)
    {
        string baseline = _options.BaselineName ?? (strategies.Count > 0 ? strategies[0].Name : "");
        Check(strategies, baseline);
        using IChannel channel = _host.Start(Component);
        (int[][] prompts, string[] answers) = Read(data);
        var entries = new List<ComparisonEntry>();
        foreach (ComparedStrategy strategy in strategies.OrderBy(strategy => strategy.Name == baseline ? 0 : 1))
            foreach (float temperature in strategy.Temperatures ?? _options.Temperatures)
            {
                ComparisonEntry? other = entries.Find(entry => entry.Name == baseline && entry.Temperature == temperature);
                ComparisonEntry entry = Answer(strategy, temperature, prompts, answers, strategy.Name == baseline ? null : other);
                entries.Add(entry);
                channel.Info(MessageSensitivity.None, "{0} at temperature {1}: pass@1 {2:0.000} in {3:0.0} s", entry.Name, temperature,
                    entry.PassAtK[0].Estimate, entry.Seconds);
                _options.Progress?.Report(entry);
            }

        return new StrategyComparison(entries, prompts.Length, baseline, _options.BootstrapResamples);
    }

    private void Check(IReadOnlyList<ComparedStrategy> strategies, string baseline)
    {
        var errors = new OptionErrors(nameof(StrategyComparisonOptions));
        errors.Require(strategies.Count > 0, "there are no strategies to compare");
        errors.Require(strategies.Select(strategy => strategy.Name).Distinct().Count() == strategies.Count, "two strategies have the same name");
        errors.Require(strategies.Any(strategy => strategy.Name == baseline), $"BaselineName is '{baseline}', which is no strategy's name");
        errors.Require(_options.Temperatures.Count > 0, "Temperatures is empty");
        errors.Require(_options.SamplesPerPrompt >= 1, $"SamplesPerPrompt is {_options.SamplesPerPrompt}, expected at least 1");
        errors.Require(_options.BootstrapResamples >= 1, $"BootstrapResamples is {_options.BootstrapResamples}, expected at least 1");
        // Before any of them has worked for nothing.
        foreach (ComparedStrategy strategy in strategies)
            foreach (float temperature in strategy.Temperatures ?? _options.Temperatures)
                errors.Collect(() =>
                {
                    GenerationOptions options = Options(strategy, temperature);
                    options.Resolve(_model);
                    strategy.Strategy?.Prepare(_model, options);
                });
        errors.ThrowIfAny();
    }

    private (int[][] Prompts, string[] Answers) Read(IDataView data)
    {
        DataViewSchema.Column prompt = ColumnCheck.Text(data.Schema, _options.PromptColumnName, Component);
        DataViewSchema.Column answer = ColumnCheck.Text(data.Schema, _options.AnswerColumnName, Component);
        using DataViewRowCursor cursor = data.GetRowCursor([prompt, answer]);
        Func<string> readPrompt = RowReaders.Text(cursor, prompt), readAnswer = RowReaders.Text(cursor, answer);
        var prompts = new List<int[]>();
        var answers = new List<string>();
        while (cursor.MoveNext())
        {
            string right = readAnswer();
            if (string.IsNullOrWhiteSpace(right))
                throw new InvalidOperationException($"{Component}: row {cursor.Position}: column '{answer.Name}' is empty; every problem needs its right answer.");
            prompts.Add([.. PromptEncoding.Encode(_model.Tokenizer!, readPrompt())]);
            answers.Add(right);
        }

        return prompts.Count > 0 ? ([.. prompts], [.. answers]) : throw new InvalidOperationException($"{Component}: the data has no rows.");
    }

    private ComparisonEntry Answer(
        ComparedStrategy strategy, float temperature, int[][] prompts, string[] answers, ComparisonEntry? baseline)
    {
        int count = _options.SamplesPerPrompt, drawn = temperature == 0 ? 1 : count;
        var clock = Stopwatch.StartNew();
        IReadOnlyList<GeneratedSample> samples = _model.Generate(prompts, Options(strategy, temperature));
        double seconds = clock.Elapsed.TotalSeconds;
        int[] correct = new int[prompts.Length];
        foreach (GeneratedSample sample in samples)
            if (_verifier.Verify(answers[sample.PromptIndex], sample.Text ?? "").IsCorrect)
                correct[sample.PromptIndex] += count / drawn;
        var entry = new ComparisonEntry
        {
            Name = strategy.Name,
            Temperature = temperature,
            CorrectCounts = correct,
            SamplesPerPrompt = count,
            PassAtK = [],
            MeanTokens = samples.Average(sample => sample.TokenIds.Count),
            MeanThinkTokens = _countThinking is null ? double.NaN : samples.Average(sample => _countThinking(sample.TokenIds)),
            FinishedShare = samples.Average(sample => sample.FinishReason == FinishReason.Stop ? 1.0 : 0),
            Seconds = seconds,
            Exploration = samples[0].Records.ContainsKey(LatentExplorationRecords.Explored) ? LatentExplorationSummary.Of(samples) : null,
        };
        return entry with
        {
            PassAtK = ByK(k => Bootstrap.Mean(Values(entry, k), resamples: _options.BootstrapResamples)),
            Difference = baseline is null
                ? null
                : ByK(k => Bootstrap.Difference(Values(baseline, k), Values(entry, k), resamples: _options.BootstrapResamples)),
        };

        ConfidenceInterval[] ByK(Func<int, ConfidenceInterval> value) => [.. Enumerable.Range(1, count).Select(value)];

        static double[] Values(ComparisonEntry entry, int k) => [.. entry.ProblemPassAtK(k)];
    }

    private GenerationOptions Options(ComparedStrategy strategy, float temperature) => new()
    {
        SamplesPerPrompt = temperature == 0 ? 1 : _options.SamplesPerPrompt,
        MaxNewTokens = _options.MaxNewTokens,
        Temperature = temperature,
        // What the model suggests is another strategy than the one that was named.
        UseModelDefaults = false,
        TopK = strategy.TopK,
        TopP = strategy.TopP,
        MinP = strategy.MinP,
        Seed = _options.Seed,
        Strategy = strategy.Strategy,
        BatchSize = _options.ConcurrentSamples,
        CancellationToken = _options.CancellationToken,
    };
}
