namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

/// <summary>Repetition penalty, stop strings and prompts that are too long.</summary>
public abstract class GenerationOptionsTests(bool onHost) : GenerationTestBase(onHost)
{
    private static readonly HuggingFaceTokenizer s_bytes = HuggingFaceTokenizer.Train([], new TokenizerTrainingOptions { VocabularySize = 256 });

    [TestMethod]
    [DataRow(0f, 1.4f, null)]
    [DataRow(1f, 1.4f, null)]
    [DataRow(0.7f, 0.8f, 5)]
    public void The_penalty_is_that_of_hugging_face_over_prompt_and_sample(float temperature, float penalty, int? interval)
    {
        using CausalLanguageModel model = TinyModel.Create();
        IReadOnlyList<GeneratedSample> samples = model.Generate(TinyModel.Prompts(12), new GenerationOptions
        {
            MaxNewTokens = 24,
            Temperature = temperature,
            RepetitionPenalty = penalty,
            StopTokenIds = [1, 2, 3],
            StopCheckInterval = interval,
            SamplesPerPrompt = 2,
            BatchSize = 5,
        });
        int moved = 0;
        foreach (GeneratedSample sample in samples)
        {
            double[][] logits = TinyModel.Logits(model, sample);
            var seen = sample.PromptTokenIds.ToHashSet();
            for (int i = 0; i < logits.Length; i++)
            {
                int token = sample.TokenIds[i];
                double[] scores = [.. logits[i].Select((x, id) => !seen.Contains(id) ? x : x < 0 ? x * penalty : x / penalty)];
                double divisor = temperature == 0 ? 1 : temperature;
                Assert.AreEqual(Math.Log(TinyModel.Softmax(logits[i], divisor)[token]), sample.LogProbabilities[i], 1e-4, "The model's own.");
                if (temperature == 0)
                    Assert.IsLessThan(1e-4, scores.Max() - scores[token]);
                else
                    Assert.AreEqual(Math.Log(TinyModel.Softmax(scores, divisor)[token]), sample.BehaviourLogProbabilities[i], 1e-4, "The draw's.");
                moved += Math.Abs(sample.LogProbabilities[i] - sample.BehaviourLogProbabilities[i]) > 0.01 ? 1 : 0;
                seen.Add(token);
            }
        }

        Assert.IsGreaterThan(50, moved, "The penalty must matter.");
    }

    [TestMethod]
    public void Samples_do_not_depend_on_the_batch_whatever_is_set()
    {
        using CausalLanguageModel model = TinyModel.Create(tokenizer: s_bytes);
        int[][] prompts = TinyModel.Prompts(24);
        IReadOnlyList<GeneratedSample> all = Generate(64, null);
        Assert.IsTrue(all.Any(sample => sample.FinishReason == FinishReason.Stop));
        Assert.IsTrue(all.Select(sample => sample.TokenIds.Count).Distinct().Count() > 5, "Rows must end at different times.");
        foreach ((int size, int? interval) in new (int, int?)[] { (1, null), (7, null), (64, 6) })
        {
            int same = all.Zip(Generate(size, interval)).Count(
                pair => pair.First.TokenIds.SequenceEqual(pair.Second.TokenIds) && pair.First.Text == pair.Second.Text
                    && pair.First.FinishReason == pair.Second.FinishReason);
            Assert.IsGreaterThanOrEqualTo(all.Count - 1, same, "One draw in thousands may fall on a boundary.");
        }

        IReadOnlyList<GeneratedSample> Generate(int batchSize, int? interval) => model.Generate(prompts, new GenerationOptions
        {
            MaxNewTokens = 30, SamplesPerPrompt = 2, BatchSize = batchSize, StopCheckInterval = interval, Seed = 6, StopTokenIds = [3],
            MinP = 0.02f, TopP = 0.95f, RepetitionPenalty = 1.2f, StopStrings = ["a", "\u0001", "bc", "\n"],
        });
    }

    [TestMethod]
    public void A_stop_string_ends_the_text_before_it_and_the_sample_with_it()
    {
        using CausalLanguageModel model = TinyModel.Create(tokenizer: s_bytes);
        int[][] prompts = TinyModel.Prompts(16);
        var options = new GenerationOptions { MaxNewTokens = 40, StopTokenIds = [], Seed = 2 };
        IReadOnlyList<GeneratedSample> free = model.Generate(prompts, options);
        int stopped = 0;
        for (int i = 0; i < free.Count; i++)
        {
            // Two characters that two or more tokens gave.
            string text = free[i].Text!;
            string? stop = Enumerable.Range(6, text.Length - 8).Select(at => text.Substring(at, 2))
                .FirstOrDefault(part => !part.Contains('\uFFFD', StringComparison.Ordinal));
            if (stop is null)
                continue;
            GeneratedSample sample = model.Generate([prompts[i]], new GenerationOptions
            {
                MaxNewTokens = 40, StopTokenIds = [], Seed = 2, FirstRow = i, StopStrings = ["never here", stop],
            }).Single();
            Assert.AreEqual(text[..text.IndexOf(stop, StringComparison.Ordinal)], sample.Text);
            Assert.AreEqual(FinishReason.Stop, sample.FinishReason);
            CollectionAssert.AreEqual(free[i].TokenIds.Take(sample.TokenIds.Count).ToArray(), sample.TokenIds.ToArray());
            Assert.Contains(stop, s_bytes.Decode(sample.TokenIds, skipSpecialTokens: true));
            Assert.DoesNotContain(stop, s_bytes.Decode(sample.TokenIds.SkipLast(1), skipSpecialTokens: true), "It ends as soon as it can.");
            Assert.HasCount(sample.TokenIds.Count, sample.LogProbabilities);
            stopped++;
        }

        Assert.IsGreaterThan(5, stopped);
    }

    [TestMethod]
    public void A_stream_holds_back_what_may_become_a_stop_string()
    {
        using CausalLanguageModel model = TinyModel.Create(tokenizer: s_bytes);
        int stopped = 0;
        for (ulong seed = 0; seed < 12; seed++)
        {
            string text = model.Generate(["ab"], new GenerationOptions { MaxNewTokens = 40, StopTokenIds = [], Seed = seed }).Single().Text!;
            var options = new GenerationOptions
            {
                MaxNewTokens = 40, StopTokenIds = [], Seed = seed, StopStrings = [text.Substring(20, 3), text.Substring(9, 2) + "?"],
            };
            GeneratedSample sample = model.Generate(["ab"], options).Single();
            string[] pieces = [.. model.Stream("ab", options)];
            Assert.AreEqual(sample.Text, string.Concat(pieces));
            stopped += sample.FinishReason == FinishReason.Stop ? 1 : 0;
        }

        Assert.IsGreaterThan(6, stopped);
    }

    [TestMethod]
    public void Stop_strings_need_a_tokenizer_and_text()
    {
        using CausalLanguageModel mute = TinyModel.Create();
        var options = new GenerationOptions { StopStrings = ["x"] };
        Assert.Contains("no tokenizer", Assert.ThrowsExactly<InvalidOperationException>(() => mute.Generate([[1]], options)).Message);
        var empty = new GenerationOptions { StopStrings = ["x", ""], MinP = 2, RepetitionPenalty = 0 };
        string message = Assert.ThrowsExactly<ArgumentException>(() => mute.Generate([[1]], empty)).Message;
        foreach (string name in new[] { "StopStrings", "MinP is 2", "RepetitionPenalty is 0" })
            Assert.Contains(name, message);
    }

    [TestMethod]
    public void Prompts_that_are_too_long_are_skipped_on_request_and_the_others_answered()
    {
        using CausalLanguageModel model = TinyModel.Create(contextLength: 32, tokenizer: s_bytes);
        int[][] prompts = [[1, 2], [.. Enumerable.Repeat(3, 32)], [4], [.. Enumerable.Repeat(5, 90)]];
        var progress = new List<GenerationProgress>();
        IReadOnlyList<GeneratedSample> samples = model.Generate(prompts, new GenerationOptions
        {
            MaxNewTokens = 4, SamplesPerPrompt = 2, StopTokenIds = [], LongPrompts = LongPromptHandling.Skip, KeepStates = [-1],
            Progress = new Reporter(progress.Add),
        });
        IReadOnlyList<GeneratedSample> alone = model.Generate(
            [prompts[0], prompts[2]], new GenerationOptions { MaxNewTokens = 4, SamplesPerPrompt = 2, StopTokenIds = [], RowKeys = [0, 2] });

        Assert.HasCount(8, samples);
        foreach (GeneratedSample sample in samples.Where(sample => sample.PromptIndex % 2 == 1))
        {
            Assert.AreEqual(FinishReason.PromptTooLong, sample.FinishReason);
            Assert.IsEmpty(sample.TokenIds);
            Assert.AreEqual("", sample.Text);
            CollectionAssert.AreEqual(new long[] { 1, 0, 32 }, sample.States!.shape);
        }

        CollectionAssert.AreEqual(
            alone.Select(sample => sample.Text).ToArray(), samples.Where(sample => sample.PromptIndex % 2 == 0).Select(sample => sample.Text).ToArray());
        Assert.AreEqual(8, progress[^1].Finished);
        Assert.IsEmpty(model.Stream(new string('a', 40), new GenerationOptions { LongPrompts = LongPromptHandling.Skip }).ToArray());
        foreach (GeneratedSample sample in samples)
            sample.Dispose();
    }

    private sealed class Reporter(Action<GenerationProgress> report) : IProgress<GenerationProgress>
    {
        public void Report(GenerationProgress value) => report(value);
    }
}
