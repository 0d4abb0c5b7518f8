using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;
using TorchSharp;

namespace Microsoft.ML.Reasoning.Tests;

[TestClass]
public sealed class GenerateTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void Columns_tell_what_the_engine_generated()
    {
        using CausalLanguageModel model = TinyModel.Create();
        List<InputProblem> problems = InputProblem.Several(3);
        IDataView answered = Answer(model, _ml.Data.LoadFromEnumerable(problems), seed: 5, samples: 2);

        AnsweredRow[] rows = _ml.Data.CreateEnumerable<AnsweredRow>(answered, reuseRowObject: false).ToArray();

        IReadOnlyList<GeneratedSample> samples = model.Generate(problems.Select(problem => problem.Prompt).ToArray(),
            new GenerationOptions { SamplesPerPrompt = 2, MaxNewTokens = 6, Seed = 5 });
        for (int i = 0; i < samples.Count; i++)
        {
            AnsweredRow row = rows[i / 2];
            Assert.AreEqual(samples[i].Text, row.Responses[i % 2]);
            Assert.AreEqual(samples[i].FinishReason.ToString(), row.FinishReasons[i % 2]);
            Assert.AreEqual(samples[i].TokenIds.Count, row.TokenCounts[i % 2]);
            Assert.AreEqual(samples[i].LogProbabilities.Average(), row.MeanLogProbabilities[i % 2], 1e-4f);
        }
    }

    [TestMethod]
    public void Samples_stay_with_their_row_under_filters_and_shuffles()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(12));
        Dictionary<string, string> expected = ById(Answer(model, data, seed: 5));

        Dictionary<string, string> filtered = ById(Answer(model, _ml.Data.FilterRowsByColumn(data, "Weight", lowerBound: 6), seed: 5));
        Dictionary<string, string> shuffled = ById(Answer(model, _ml.Data.ShuffleRows(data, seed: 3), seed: 5));

        Assert.HasCount(6, filtered);
        Assert.HasCount(12, shuffled);
        foreach ((string id, string response) in filtered.Concat(shuffled))
            Assert.AreEqual(expected[id], response, id);
    }

    [TestMethod]
    public void The_seed_decides_and_without_one_that_of_the_context()
    {
        using CausalLanguageModel model = TinyModel.Create();
        Dictionary<string, string> Run(int contextSeed, ulong? seed)
        {
            var ml = new MLContext(contextSeed);
            IDataView data = ml.Data.LoadFromEnumerable(InputProblem.Several(4));
            return ById(ml.Reasoning().Generate("Responses", model, "Prompt",
                new GenerateEstimator.Options { MaxNewTokens = 6, Seed = seed }).Fit(data).Transform(data));
        }

        CollectionAssert.AreEquivalent(Run(1, 5), Run(2, 5));
        CollectionAssert.AreNotEquivalent(Run(1, 5), Run(1, 6));
        CollectionAssert.AreEquivalent(Run(1, null), Run(1, null));
        CollectionAssert.AreNotEquivalent(Run(1, null), Run(2, null));
    }

    [TestMethod]
    public void Progress_adds_up_over_the_batches_of_a_view_and_the_log_tells_each()
    {
        using CausalLanguageModel model = TinyModel.Create();
        var messages = new List<string>();
        _ml.Log += (_, e) => messages.Add(e.Message);
        var progress = new Progress();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(5));
        IDataView answered = _ml.Reasoning().Generate("Responses", model, "Prompt", new GenerateEstimator.Options
        {
            SamplesPerPrompt = 2,
            MaxNewTokens = 3,
            BatchSize = 2,
            Progress = progress,
        }).Fit(data).Transform(data);

        int tokens = answered.GetColumn<int[]>("TokenCounts").Sum(counts => counts.Sum());

        Assert.AreEqual(10, progress.Reports[^1].Finished);
        Assert.AreEqual(10, progress.Reports[^1].Total);
        Assert.AreEqual(tokens, progress.Reports[^1].Tokens);
        foreach (string part in new[] { "rows 0 to 1: 4 samples", "rows 2 to 3: 4 samples", "rows 4 to 4: 2 samples", "10 samples so far" })
            Assert.Contains(message => message.Contains(part, StringComparison.Ordinal), messages, part);
    }

    [TestMethod]
    public void Cancellation_reaches_the_engine()
    {
        using CausalLanguageModel model = TinyModel.Create();
        using var source = new CancellationTokenSource();
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(4));
        IDataView answered = _ml.Reasoning().Generate("Responses", model, "Prompt",
            new GenerateEstimator.Options { MaxNewTokens = 3, BatchSize = 1, CancellationToken = source.Token }).Fit(data).Transform(data);
        using DataViewRowCursor cursor = answered.GetRowCursor([answered.Schema["Responses"]]);
        Func<string[]> responses = RowReaders.TextVector(cursor, answered.Schema["Responses"]);
        cursor.MoveNext();
        responses();

        source.Cancel();
        cursor.MoveNext();

        Assert.Throws<OperationCanceledException>(() => responses());
        Assert.ThrowsExactly<InvalidOperationException>(() => cursor.MoveNext());
    }

    [TestMethod]
    public void A_prompt_that_does_not_fit_names_row_column_and_lengths()
    {
        using CausalLanguageModel model = TinyModel.Create(contextLength: 16);
        List<InputProblem> problems = InputProblem.Several(3);
        problems[2].Prompt = new string('a', 16);
        InputProblem[] empty = [new() { Prompt = "a" }, new()];

        var tooLong = Assert.ThrowsExactly<InvalidOperationException>(
            () => ById(Answer(model, _ml.Data.LoadFromEnumerable(problems), seed: 1)));
        var nothing = Assert.ThrowsExactly<InvalidOperationException>(
            () => ById(Answer(model, _ml.Data.LoadFromEnumerable(empty), seed: 1)));

        Assert.Contains("Row 2: the prompt in column 'Prompt' has 16 tokens", tooLong.Message);
        Assert.Contains("context is 16", tooLong.Message);
        Assert.Contains("Row 1: column 'Prompt' is empty", nothing.Message);
        Assert.AreEqual(0, model.ForwardCount);
    }

    [TestMethod]
    public void Options_reach_the_engine()
    {
        using CausalLanguageModel model = TinyModel.Create();
        List<InputProblem> problems = InputProblem.Several(4);
        IDataView data = _ml.Data.LoadFromEnumerable(problems);
        IDataView answered = _ml.Reasoning().Generate("Responses", model, "Prompt", new GenerateEstimator.Options
        {
            MaxNewTokens = 12, Seed = 5, Temperature = 1.5f, TopK = 40, TopP = 0.9f, MinP = 0.02f, RepetitionPenalty = 1.3f, StopStrings = ["a", "e"],
        }).Fit(data).Transform(data);

        IReadOnlyList<GeneratedSample> samples = model.Generate(problems.Select(problem => problem.Prompt).ToArray(), new GenerationOptions
        {
            MaxNewTokens = 12, Seed = 5, Temperature = 1.5f, TopK = 40, TopP = 0.9f, MinP = 0.02f, RepetitionPenalty = 1.3f, StopStrings = ["a", "e"],
        });

        CollectionAssert.AreEqual(
            samples.Select(sample => sample.Text).ToArray(), answered.GetColumn<string[]>("Responses").Select(texts => texts[0]).ToArray());
    }

    [TestMethod]
    public void Suggestions_of_the_model_are_taken_told_and_overridden()
    {
        using var folder = new TemporaryFolder();
        using (CausalLanguageModel model = TinyModel.Create())
            model.SaveHuggingFace(folder["model"]);
        File.WriteAllText(Path.Combine(folder["model"], "generation_config.json"),
            """{"max_new_tokens": 3, "do_sample": false, "max_length": 99, "eos_token_id": []}""");
        var messages = new List<string>();
        _ml.Log += (_, e) => messages.Add(e.Message);
        using CausalLanguageModel suggesting = _ml.Reasoning().LoadModel(folder["model"]);
        IDataView data = _ml.Data.LoadFromEnumerable(InputProblem.Several(2));

        IDataView taken = _ml.Reasoning().Generate("Responses", suggesting, "Prompt").Fit(data).Transform(data);
        IDataView overridden = _ml.Reasoning().Generate("Responses", suggesting, "Prompt", maxNewTokens: 5).Fit(data).Transform(data);

        Assert.IsLessThanOrEqualTo(3, taken.GetColumn<int[]>("TokenCounts").Max(counts => counts[0]));
        Assert.AreEqual(5, overridden.GetColumn<int[]>("TokenCounts").Max(counts => counts[0]));
        foreach (string part in new[] { "does not use max_length = 99", "at most 3 tokens, temperature 0,", "MaxNewTokens, Temperature" })
            Assert.Contains(message => message.Contains(part, StringComparison.Ordinal), messages, part);
    }

    [TestMethod]
    public void A_model_that_asks_for_what_nobody_does_is_refused_when_the_estimator_is_made()
    {
        using var folder = new TemporaryFolder();
        using (CausalLanguageModel model = TinyModel.Create())
            model.SaveHuggingFace(folder["model"]);
        File.WriteAllText(Path.Combine(folder["model"], "generation_config.json"), """{"num_beams": 4}""");
        using CausalLanguageModel beams = _ml.Reasoning().LoadModel(folder["model"]);

        var error = Assert.ThrowsExactly<NotSupportedException>(() => _ml.Reasoning().Generate("Responses", beams, "Prompt"));

        Assert.Contains("num_beams = 4", error.Message);
        Assert.IsNotNull(_ml.Reasoning().Generate("Responses", beams, "Prompt", new GenerateEstimator.Options { UseModelDefaults = false }));
    }

    [TestMethod]
    public void Prompts_that_are_too_long_are_skipped_on_request_told_and_counted_as_wrong()
    {
        using CausalLanguageModel model = TinyModel.Create(contextLength: 16);
        List<InputProblem> problems = InputProblem.Several(4);
        problems[2].Prompt = new string('a', 16);
        var messages = new List<string>();
        _ml.Log += (_, e) => messages.Add(e.Message);
        IDataView data = _ml.Data.LoadFromEnumerable(problems);
        IDataView answered = _ml.Reasoning().Generate("Responses", model, "Prompt", new GenerateEstimator.Options
        {
            SamplesPerPrompt = 2, MaxNewTokens = 3, Seed = 1, LongPrompts = LongPromptHandling.Skip,
        }).Append(_ml.Reasoning().VerifyAnswers("Correct", "Responses", "Prompt")).Fit(data).Transform(data);

        AnsweredRow[] rows = _ml.Data.CreateEnumerable<AnsweredRow>(answered, reuseRowObject: false, ignoreMissingColumns: true).ToArray();
        PassAtKMetrics metrics = _ml.Reasoning().Evaluate(answered, new PassAtKEvaluatorOptions { AnswerColumnName = null });

        CollectionAssert.AreEqual(new[] { "PromptTooLong", "PromptTooLong" }, rows[2].FinishReasons);
        CollectionAssert.AreEqual(new[] { 0, 0 }, rows[2].TokenCounts);
        CollectionAssert.AreEqual(new[] { "", "" }, rows[2].Responses);
        Assert.IsTrue(rows.Where((_, row) => row != 2).All(row => row.TokenCounts.All(count => count > 0)));
        Assert.AreEqual((1, 8, 4), (metrics.LongPromptCount, metrics.SampleCount, metrics.Problems.Count));
        Assert.Contains(message => message.Contains("1 prompts leave no room in the context of 16 tokens", StringComparison.Ordinal), messages);
    }

    [TestMethod]
    public void Every_wrong_option_is_listed_when_the_estimator_is_made()
    {
        using CausalLanguageModel model = TinyModel.Create();

        var error = Assert.ThrowsExactly<ArgumentException>(() => _ml.Reasoning().Generate("Responses", model, "Prompt",
            new GenerateEstimator.Options
            {
                SamplesPerPrompt = 0,
                MaxNewTokens = 0,
                Temperature = float.NaN,
                TopK = -1,
                TopP = 0,
                MinP = 2,
                RepetitionPenalty = 0,
                StopStrings = [""],
                LongPrompts = (LongPromptHandling)7,
                BatchSize = 0,
                ConcurrentSamples = 0,
                FinishReasonsColumnName = "",
                TokenCountsColumnName = "Responses",
            }));

        foreach (string part in new[]
        {
            "SamplesPerPrompt is 0", "MaxNewTokens is 0", "Temperature is NaN", "TopK is -1", "TopP is 0", "MinP is 2", "RepetitionPenalty is 0", "StopStrings has an empty text", "LongPrompts is 7", "BatchSize is 0",
            "ConcurrentSamples is 0", "FinishReasonsColumnName must name a column", "different names",
        })
            Assert.Contains(part, error.Message);
    }

    [TestMethod]
    public void A_model_without_a_tokenizer_is_refused()
    {
        using CausalLanguageModel model = TinyModel.Create(withTokenizer: false);

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Reasoning().Generate("Responses", model, "Prompt"));

        Assert.Contains("tokenizer.json", error.Message);
    }

    [TestMethod]
    public void Data_without_rows_gives_no_rows_and_no_model_call()
    {
        using CausalLanguageModel model = TinyModel.Create();

        Assert.IsEmpty(ById(Answer(model, _ml.Data.LoadFromEnumerable(Array.Empty<InputProblem>()), seed: 1)));
        Assert.AreEqual(0, model.ForwardCount);
    }

    [TestMethod]
    public void Passes_over_a_view_leave_no_tensor_behind()
    {
        using CausalLanguageModel model = TinyModel.Create();
        IDataView answered = Answer(model, _ml.Data.LoadFromEnumerable(InputProblem.Several(6)), seed: 5, samples: 2);
        int Read() => answered.GetColumn<string[]>("Responses").Count();
        Read();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        int rows = Read() + Read();

        Assert.AreEqual(12, rows);
        Assert.AreEqual(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private IDataView Answer(CausalLanguageModel model, IDataView data, ulong seed, int samples = 1) =>
        _ml.Reasoning().Generate("Responses", model, "Prompt",
            new GenerateEstimator.Options { SamplesPerPrompt = samples, MaxNewTokens = 6, Seed = seed, BatchSize = 4 }).Fit(data).Transform(data);

    private static Dictionary<string, string> ById(IDataView answered) => answered.GetColumn<string>("Id")
        .Zip(answered.GetColumn<string[]>("Responses")).ToDictionary(pair => pair.First, pair => pair.Second.Single());

    private sealed class Progress : IProgress<GenerationProgress>
    {
        public List<GenerationProgress> Reports { get; } = [];

        public void Report(GenerationProgress value) => Reports.Add(value);
    }

    private sealed class AnsweredRow
    {
        [VectorType]
        public string[] Responses { get; set; } = [];

        [VectorType]
        public string[] FinishReasons { get; set; } = [];

        [VectorType]
        public int[] TokenCounts { get; set; } = [];

        [VectorType]
        public float[] MeanLogProbabilities { get; set; } = [];
    }
}
