using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

public abstract class GenerationTests(bool onHost) : GenerationTestBase(onHost)
{
    private static CausalLanguageModel model = null!;

    [ClassInitialize(InheritanceBehavior.BeforeEachDerivedClass)]
    public static void Initialize(TestContext _) => model = TinyModel.Create();

    [ClassCleanup(InheritanceBehavior.BeforeEachDerivedClass)]
    public static void Cleanup() => model.Dispose();

    [TestMethod]
    public void Samples_come_by_prompt_and_then_by_sample()
    {
        int[][] prompts = TinyModel.Prompts(4);
        IReadOnlyList<GeneratedSample> samples = model.Generate(prompts, Options(maxNewTokens: 5, samples: 3, batchSize: 2));
        Assert.HasCount(12, samples);
        for (int i = 0; i < samples.Count; i++)
        {
            Assert.AreEqual(i / 3, samples[i].PromptIndex);
            Assert.AreEqual(i % 3, samples[i].SampleIndex);
            Assert.AreSame(prompts[i / 3], samples[i].PromptTokenIds);
            Assert.HasCount(5, samples[i].TokenIds);
            Assert.HasCount(5, samples[i].LogProbabilities);
            Assert.AreEqual(FinishReason.Length, samples[i].FinishReason);
            Assert.IsNull(samples[i].Text, "The model has no tokenizer.");
        }

        Assert.IsEmpty(model.Generate([], Options()));
    }

    [TestMethod]
    public void A_stop_token_ends_a_sample_and_is_part_of_it()
    {
        int[][] prompts = TinyModel.Prompts(16);
        int[] stops = [1, 2, 3, 4, 5];
        IReadOnlyList<GeneratedSample> free = model.Generate(prompts, Options(maxNewTokens: 30));
        IReadOnlyList<GeneratedSample> stopped = model.Generate(prompts, Options(maxNewTokens: 30, stops: stops));
        Assert.IsTrue(stopped.Any(sample => sample.FinishReason == FinishReason.Stop));
        foreach ((GeneratedSample all, GeneratedSample part) in free.Zip(stopped))
        {
            int end = all.TokenIds.ToList().FindIndex(stops.Contains);
            Assert.AreEqual(end < 0 ? FinishReason.Length : FinishReason.Stop, part.FinishReason);
            CollectionAssert.AreEqual(all.TokenIds.Take(end < 0 ? 30 : end + 1).ToArray(), part.TokenIds.ToArray());
        }
    }

    [TestMethod]
    public void Samples_of_a_prompt_share_one_computation_of_it()
    {
        long before = model.ForwardCount;
        model.Generate(TinyModel.Prompts(3), Options(maxNewTokens: 7, samples: 10));
        Assert.AreEqual(1 + 6, model.ForwardCount - before, "One pass for all prompts, one for each further token.");

        before = model.ForwardCount;
        model.Generate(TinyModel.Prompts(1), Options(maxNewTokens: 7, samples: 10, batchSize: 5));
        Assert.AreEqual(1 + 6 + 6, model.ForwardCount - before, "The second five begin from the same pass.");
    }

    [TestMethod]
    public void The_end_of_the_context_ends_a_sample()
    {
        using CausalLanguageModel small = TinyModel.Create(contextLength: 16);
        GeneratedSample sample = small.Generate([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]], Options(maxNewTokens: 100)).Single();
        Assert.HasCount(6, sample.TokenIds);
        Assert.AreEqual(FinishReason.Length, sample.FinishReason);
    }

    [TestMethod]
    public void Prompts_that_cannot_be_answered_are_refused_before_any_work()
    {
        using CausalLanguageModel small = TinyModel.Create(contextLength: 16);
        AssertRefused([[1], [.. Enumerable.Repeat(1, 20)]], "Prompt 1 has 20 tokens", "16");
        AssertRefused([[1], [2], []], "Prompt 2 has no tokens");
        AssertRefused([[1, TinyModel.Vocabulary]], "Prompt 0", "48");
        AssertRefused([[-1]], "Prompt 0", "-1");
        Assert.AreEqual(0, small.ForwardCount);

        void AssertRefused(int[][] prompts, params string[] words)
        {
            string message = Assert.ThrowsExactly<ArgumentException>(() => small.Generate(prompts, Options())).Message;
            foreach (string word in words)
                Assert.Contains(word, message);
        }
    }

    [TestMethod]
    public void Wrong_options_are_listed_together()
    {
        var options = new GenerationOptions
        {
            SamplesPerPrompt = 0, MaxNewTokens = 0, Temperature = -1, TopK = -1, TopP = 0, BatchSize = 0, StopCheckInterval = 0, RowKeys = [],
        };
        string message = Assert.ThrowsExactly<ArgumentException>(() => model.Generate([[1]], options)).Message;
        foreach (string name in new[] { "SamplesPerPrompt", "MaxNewTokens", "Temperature", "TopK", "TopP", "BatchSize", "StopCheckInterval", "RowKeys" })
            Assert.Contains(name, message);
        Assert.ThrowsExactly<ArgumentException>(() => model.Generate([[1]], new GenerationOptions { KeepStates = [4] }));
        Assert.ThrowsExactly<ArgumentException>(() => model.Generate([[1]], new GenerationOptions { KeepStates = [-5] }));
        Assert.ThrowsExactly<InvalidOperationException>(() => model.Generate(["text"]));
    }

    [TestMethod]
    public void Kept_states_are_those_of_a_fresh_pass()
    {
        int[] layers = [0, 1, -2, -1, 3];
        IReadOnlyList<GeneratedSample> samples = model.Generate(
            TinyModel.Prompts(9),
            new GenerationOptions { MaxNewTokens = 25, SamplesPerPrompt = 2, BatchSize = 4, StopTokenIds = [1, 2, 3], KeepStates = layers, Seed = 8 });
        foreach (GeneratedSample sample in samples)
        {
            using DisposeScope scope = NewDisposeScope();
            using IDisposable noGradient = no_grad();
            Tensor states = sample.States!;
            CollectionAssert.AreEqual(new long[] { layers.Length, sample.TokenIds.Count, 32 }, states.shape);
            long[] ids = [.. sample.PromptTokenIds.Concat(sample.TokenIds).Select(id => (long)id)];
            ModelOutput output = model.Forward(new ModelInput(tensor(ids, device: model.Device).unsqueeze(0)), layers: layers);
            for (int i = 0; i < layers.Length; i++)
            {
                Tensor fresh = output.HiddenStates[layers[i]].select(0, 0).narrow(0, sample.PromptTokenIds.Count - 1, sample.TokenIds.Count);
                Assert.IsLessThan(2e-5 * Math.Max(1, fresh.abs().max().item<float>()), (fresh - states[i]).abs().max().item<float>());
            }

            sample.Dispose();
        }
    }

    [TestMethod]
    public void A_thousand_steps_leave_nothing_behind()
    {
        using CausalLanguageModel large = TinyModel.Create(contextLength: 1200);
        large.Generate([[1]], Options(maxNewTokens: 2));
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        var live = new List<long>();
        var watching = new WatchingStrategy(_ => live.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount));
        large.Generate([[1], [2, 3]], Options(maxNewTokens: 1000, strategy: watching));
        Assert.HasCount(1000, live);
        Assert.AreEqual(live[1], live[^1], "Live tensors in the second and in the last step.");
        Assert.AreEqual(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [TestMethod]
    public void A_cancelled_call_leaves_nothing_behind()
    {
        using var cancellation = new CancellationTokenSource();
        int steps = 0;
        var strategy = new WatchingStrategy(_ =>
        {
            if (++steps == 20)
                cancellation.Cancel();
        });
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        // Short and long samples: some have ended, with their states, when the call is cancelled.
        Assert.ThrowsExactly<OperationCanceledException>(() => model.Generate(TinyModel.Prompts(20), new GenerationOptions
        {
            StopTokenIds = [1, 2, 3, 4, 5, 6], KeepStates = [-1], BatchSize = 4, CancellationToken = cancellation.Token, Strategy = strategy,
        }));
        Assert.AreEqual(20, steps);
        Assert.AreEqual(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [TestMethod]
    public void Progress_counts_tokens_and_samples_to_the_end()
    {
        var reports = new List<GenerationProgress>();
        IReadOnlyList<GeneratedSample> samples = model.Generate(
            TinyModel.Prompts(6),
            new GenerationOptions { MaxNewTokens = 12, StopTokenIds = [1, 2, 3], Progress = new Reporter(reports.Add) });
        GenerationProgress last = reports[^1];
        Assert.AreEqual(samples.Sum(sample => sample.TokenIds.Count), last.Tokens);
        Assert.AreEqual(6, last.Finished);
        Assert.AreEqual(6, last.Total);
        Assert.AreEqual(TimeSpan.Zero, last.Remaining);
        Assert.IsGreaterThan(0.0, last.TokensPerSecond);
        Assert.IsNull(new GenerationProgress(3, 0, 6, TimeSpan.FromSeconds(1)).Remaining);
        Assert.AreEqual(TimeSpan.FromSeconds(4), new GenerationProgress(3, 2, 6, TimeSpan.FromSeconds(2)).Remaining);
    }

    [TestMethod]
    public void Weights_that_are_not_numbers_are_an_error_not_a_sample()
    {
        using CausalLanguageModel broken = TinyModel.Create();
        using (IDisposable noGradient = no_grad())
            broken.Parameters["model.norm.weight"].fill_(float.NaN);
        foreach (float temperature in new[] { 0f, 1f })
        {
            var options = new GenerationOptions { Temperature = temperature, MaxNewTokens = 3 };
            Assert.Contains("prompt 0", Assert.ThrowsExactly<InvalidOperationException>(() => broken.Generate([[1]], options)).Message);
        }
    }

    private static GenerationOptions Options(
        int maxNewTokens = 512, int samples = 1, int batchSize = 64, int[]? stops = null, IDecodingStrategy? strategy = null) =>
        new()
        {
            MaxNewTokens = maxNewTokens, SamplesPerPrompt = samples, BatchSize = batchSize, StopTokenIds = stops ?? [], Seed = 3, Strategy = strategy,
        };

    private sealed class Reporter(Action<GenerationProgress> report) : IProgress<GenerationProgress>
    {
        public void Report(GenerationProgress value) => report(value);
    }
}
