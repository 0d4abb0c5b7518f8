using System.Text.Json;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Tests;

/// <summary>What a run does between its steps: validation, checkpoints, logs, stopping, going on.</summary>
[TestClass]
public sealed class GrpoRunTests
{
    [TestMethod]
    public void A_run_that_is_cancelled_goes_on_to_the_same_weights()
    {
        using var folder = new TemporaryFolder();
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        float[] expected = [], resumed = [];
        GrpoFixture.Train(model, Options(), look: trained => expected = GrpoFixture.Weights(trained));
        using var cancel = new CancellationTokenSource();
        int calls = 0;
        GrpoTrainer.Options options = Options();
        options.CheckpointDirectory = folder.Root;
        options.CancellationToken = cancel.Token;
        // In the midst of the rewards of the fourth step.
        options.RewardFunctions = [new WeightedReward(Rewards.Of("letters", async (input, token) =>
        {
            if (Interlocked.Increment(ref calls) == 3 * 12 + 5)
                cancel.Cancel();
            return await GrpoFixture.Letters.ScoreAsync(input, token);
        }))];
        Assert.Throws<OperationCanceledException>(() => GrpoFixture.Train(model, options));
        Assert.IsTrue(Directory.Exists(folder["step-000000003"]));

        GrpoTrainer.Options again = Options();
        again.CheckpointDirectory = folder.Root;
        List<GrpoProgress> steps = GrpoFixture.Train(model, again, look: trained => resumed = GrpoFixture.Weights(trained));

        Assert.AreEqual(4, steps[0].Step);
        CollectionAssert.AreEqual(expected, resumed);
        CollectionAssert.AreEqual(Enumerable.Range(1, 8).ToArray(), MetricsFile.Read(folder["metrics.jsonl"]).Select(record => record.Step).ToArray());

        static GrpoTrainer.Options Options()
        {
            GrpoTrainer.Options options = GrpoFixture.Options(steps: 8);
            options.MinibatchesPerStep = 2;
            options.UpdatesPerRollout = 2;
            options.Verl = new GrpoTrainer.VerlOptions { Stride = 2 };
            options.KlInReward = 0.01;
            options.Loss = new PolicyLossOptions { KlCoefficient = 0.01 };
            return options;
        }
    }

    [TestMethod]
    public void Another_run_s_checkpoint_is_refused_with_what_differs()
    {
        using var folder = new TemporaryFolder();
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        GrpoTrainer.Options options = GrpoFixture.Options(steps: 1);
        options.CheckpointDirectory = folder.Root;
        options.Strategy = new LatentExplorationDecoding { Candidates = 6 };
        GrpoFixture.Train(model, options);
        options.GroupSize = 5;
        options.Seed = 6;
        options.Strategy = new LatentExplorationDecoding { Candidates = 7 };

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => GrpoFixture.Train(model, options));

        Assert.Contains("GroupSize, Seed, Strategy", error.Message);
    }

    [TestMethod]
    public void A_single_response_learns_from_its_difference_to_the_greedy_answer()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        GrpoTrainer.Options options = GrpoFixture.Options(steps: 2);
        options.GroupSize = 1;
        options.ZeroVariance = ZeroVarianceRule.Drop;
        options.Advantage = new AdvantageOptions { Estimator = AdvantageEstimator.Remax };
        float[] before = GrpoFixture.Weights(model), after = [];

        List<GrpoProgress> steps = GrpoFixture.Train(model, options, look: trained => after = GrpoFixture.Weights(trained));

        CollectionAssert.AreNotEqual(before, after);
        // The greedy answers count as work, not as responses.
        Assert.IsGreaterThan(steps[0].Metrics["length/mean"] * 3, steps[0].Metrics["tokens/generated"]);
    }

    [TestMethod]
    [DataRow(KlEstimator.K1)]
    [DataRow(KlEstimator.K2)]
    [DataRow(KlEstimator.K3)]
    public void The_divergence_in_the_reward_is_what_its_estimator_says(KlEstimator estimator)
    {
        var sample = new RolloutSample(new GeneratedSample
        {
            PromptIndex = 0, SampleIndex = 0, PromptTokenIds = [1], TokenIds = [1, 2], LogProbabilities = [-1, -2],
            BehaviourLogProbabilities = [-1, -2], FinishReason = FinishReason.Stop,
        })
        {
            Reward = 1, ReferenceLogProbabilities = [-1.5f, -1.75f],
        };
        using var rollout = new Rollout([new RolloutGroup(new GrpoProblem(0, "?", [1], null, new Dictionary<string, object>()), 0, [sample])], 1);
        double expected = estimator switch
        {
            KlEstimator.K1 => 0.5 - 0.25,
            KlEstimator.K2 => (0.25 + 0.0625) / 2,
            _ => Math.Exp(-0.5) - 1 + 0.5 + Math.Exp(0.25) - 1 - 0.25,
        };

        RewardShaping.SubtractDivergence(rollout, 0.1, estimator);

        Assert.AreEqual(1 - 0.1 * expected, sample.Reward, 1e-6);
    }

    [TestMethod]
    public void A_damaged_checkpoint_is_refused()
    {
        using var folder = new TemporaryFolder();
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        GrpoTrainer.Options options = GrpoFixture.Options(steps: 2);
        options.CheckpointDirectory = folder.Root;
        GrpoFixture.Train(model, options);
        string file = Path.Combine(folder["step-000000002"], "optimizer.safetensors");
        byte[] bytes = File.ReadAllBytes(file);
        bytes[^5] ^= 1;
        File.WriteAllBytes(file, bytes);

        var error = Assert.ThrowsExactly<FormatException>(() => GrpoFixture.Train(model, options));

        Assert.Contains("optimizer.safetensors", error.Message);
    }

    [TestMethod]
    public void A_finished_run_can_be_prolonged()
    {
        using var folder = new TemporaryFolder();
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        float[] expected = [], prolonged = [];
        GrpoFixture.Train(model, GrpoFixture.Options(steps: 5), look: trained => expected = GrpoFixture.Weights(trained));
        GrpoTrainer.Options options = GrpoFixture.Options(steps: 2);
        options.CheckpointDirectory = folder.Root;
        GrpoFixture.Train(model, options);
        options.Steps = 5;

        GrpoFixture.Train(model, options, look: trained => prolonged = GrpoFixture.Weights(trained));

        CollectionAssert.AreEqual(expected, prolonged);
    }

    [TestMethod]
    public void Validation_keeps_the_best_model_and_stops_early()
    {
        using var folder = new TemporaryFolder();
        var ml = new MLContext(seed: 1);
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        GrpoTrainer.Options options = GrpoFixture.Options(steps: 40);
        options.AnswerColumnName = null;
        options.ValidationSet = GrpoFixture.Problems(ml, 4);
        options.ValidationInterval = 1;
        options.EarlyStopPatience = 2;
        options.CheckpointDirectory = folder.Root;
        options.LearningRate = 1e-12; // too little to change anything: the first validation stays the best

        List<GrpoProgress> steps = GrpoFixture.Train(model, options);

        Assert.AreEqual(2, steps[^1].Step);
        Assert.IsTrue(steps.TrueForAll(step => step.Metrics.ContainsKey("validation/reward")));
        JsonElement best = JsonDocument.Parse(File.ReadAllText(folder["best.json"])).RootElement;
        Assert.AreEqual(0, best.GetProperty("step").GetInt32());
        using CausalLanguageModel saved = CausalLanguageModel.Load(folder["best"]);
        CollectionAssert.AreEqual(GrpoFixture.Weights(model), GrpoFixture.Weights(saved));
    }

    [TestMethod]
    public void Validation_counts_right_answers()
    {
        var ml = new MLContext(seed: 1);
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        GrpoTrainer.Options options = GrpoFixture.Options(steps: 1);
        options.ValidationSet = GrpoFixture.Problems(ml, 3);
        options.ValidationSamples = 2;

        List<GrpoProgress> steps = GrpoFixture.Train(model, options);

        Assert.AreEqual(0, steps[0].Step);
        foreach (GrpoProgress step in steps)
        {
            Assert.IsInRange(0, 1, step.Metrics["validation/pass@1"]);
            Assert.IsInRange(step.Metrics["validation/pass@1"], 1, step.Metrics["validation/pass@2"]);
        }
    }

    [TestMethod]
    public void A_run_leaves_metrics_events_samples_and_a_report()
    {
        using var folder = new TemporaryFolder();
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        GrpoTrainer.Options options = GrpoFixture.Options(steps: 4);
        options.LogDirectory = folder["logs"];
        options.SampleInterval = 2;
        options.Latents = new GrpoTrainer.LatentOptions { Stride = 2, Dispersion = false };

        List<GrpoProgress> steps = GrpoFixture.Train(model, options);

        string logs = folder["logs"];
        Assert.HasCount(4, MetricsFile.Read(Path.Combine(logs, "metrics.jsonl")));
        List<EventReader.Event> events = EventReader.Read(Directory.GetFiles(logs, "*tfevents*").Single());
        Assert.AreEqual((float)steps[3].Reward, events[4].Scalars["reward/mean"]);
        Assert.Contains("reward/mean", File.ReadAllText(Path.Combine(logs, "report.html")));
        string samples = File.ReadAllText(Path.Combine(logs, "samples.txt"));
        Assert.Contains("=== step 2", samples);
        Assert.DoesNotContain("=== step 3", samples);
        foreach (string shown in new[] { "step 4/4", "reward", "letters", "entropy", "er ", "kl", "clip", "length", "cut off", "zero variance", "tokens/s", "rollout", "update", "left" })
            Assert.Contains(shown, steps[3].ToString());
        Assert.IsEmpty(Directory.GetDirectories(folder.Root, "step-*", SearchOption.AllDirectories));
    }

    [TestMethod]
    public void Dynamic_sampling_refills_and_counts()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        // Half of the problems have equal rewards.
        GrpoTrainer.Options options = GrpoFixture.Options(steps: 3);
        options.RewardFunctions = [new WeightedReward(Rewards.Of("half", input => input.Row % 2 == 0 ? 1 : Array.IndexOf(["a", "b"], input.Response) + input.TokenCount + input.Response.GetHashCode(StringComparison.Ordinal)))];
        options.ZeroVariance = ZeroVarianceRule.Refill;
        options.MaxGenerationRounds = 10;

        List<GrpoProgress> steps = GrpoFixture.Train(model, options);

        foreach (GrpoProgress step in steps)
        {
            Assert.AreEqual(3.0, step.Metrics["groups/trained"]);
            Assert.AreEqual(3 * step.Metrics["groups/rounds"], step.Metrics["groups/generated"]);
            Assert.AreEqual(step.Metrics["groups/generated"] - 3, step.Metrics["groups/dropped"]);
        }
        Assert.IsGreaterThan(1, steps.Max(step => step.Metrics["groups/rounds"]));
    }

    [TestMethod]
    public void A_time_limit_ends_the_run_between_steps()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        GrpoTrainer.Options options = GrpoFixture.Options(steps: 1_000_000);
        options.TimeLimit = TimeSpan.FromMilliseconds(1);
        Assert.HasCount(1, GrpoFixture.Train(model, options));
    }

    [TestMethod]
    public void Reward_functions_see_the_columns_that_were_asked_for()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        GrpoTrainer.Options options = GrpoFixture.Options(steps: 1);
        options.RewardColumnNames = ["Id", "Weight"];
        options.RewardFunctions = [new WeightedReward(Rewards.Of("columns", input =>
        {
            Assert.AreEqual($"p{input.Row}", input.Columns["Id"]);
            Assert.AreEqual((float)input.Row, input.Columns["Weight"]);
            return input.Row;
        }))];
        GrpoFixture.Train(model, options);
    }
}
