using Microsoft.ML.Data;
using Microsoft.ML.Reasoning.LanguageModels;

namespace Microsoft.ML.Reasoning.Tests;

/// <summary>What people get wrong, and what the trainer makes of it.</summary>
[TestClass]
public sealed class GrpoBadInputTests
{
    [TestMethod]
    public void A_missing_prompt_column_names_the_chat_template()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        GrpoTrainer.Options options = GrpoFixture.Options();
        options.PromptColumnName = "Question";

        var error = Assert.Throws<ArgumentOutOfRangeException>(() => GrpoFixture.Train(model, options));

        Assert.Contains("ApplyChatTemplate", error.Message);
        Assert.Contains("'Question'", error.Message);
        Assert.Contains("'Prompt'", error.Message);
    }

    [TestMethod]
    public void Every_wrong_option_is_named_at_once()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        var options = new GrpoTrainer.Options
        {
            GroupSize = 0, Temperature = 0, LearningRate = double.NaN, Steps = 0, EarlyStopPatience = 3, AnswerColumnName = null,
            Loss = new PolicyLossOptions { ClipLow = -1 }, Verl = new GrpoTrainer.VerlOptions { Stride = 0 }, Relax = new GrpoTrainer.RelaxOptions { Alpha = -1 },
            RewardFunctions = [new WeightedReward(Rewards.Correctness(), double.NaN), new WeightedReward(Rewards.Correctness())],
        };

        var error = Assert.ThrowsExactly<ArgumentException>(() => GrpoFixture.Train(model, options));

        foreach (string name in new[] { "GroupSize", "Temperature", "LearningRate", "Steps", "EarlyStopPatience", "ClipLow", "Stride", "Alpha", "weight", "different names", "AnswerColumnName" })
            Assert.Contains(name, error.Message);
    }

    [TestMethod]
    public void Equal_rewards_change_nothing_and_are_shown()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        GrpoTrainer.Options options = GrpoFixture.Options();
        options.RewardFunctions = [new WeightedReward(Rewards.Of("one", _ => 1))];
        float[] after = [];

        List<GrpoProgress> steps = GrpoFixture.Train(model, options, look: trained => after = GrpoFixture.Weights(trained));

        CollectionAssert.AreEqual(GrpoFixture.Weights(model), after);
        Assert.AreEqual(1.0, steps[0].Metrics["groups/zero_variance_share"]);
        Assert.Contains("zero variance 100 %", steps[0].ToString());
    }

    [TestMethod]
    public void Rewards_that_are_always_equal_stop_the_training()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        GrpoTrainer.Options options = GrpoFixture.Options(steps: 1000);
        options.MaxNewTokens = 1;
        options.RewardFunctions = [new WeightedReward(Rewards.Of("one", _ => 1))];

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => GrpoFixture.Train(model, options));

        Assert.Contains("different rewards", error.Message);
    }

    [TestMethod]
    public void Rows_without_an_answer_are_left_out_and_none_left_is_an_error()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        GrpoTrainer.Options options = GrpoFixture.Options();
        options.RewardFunctions = [];
        IDataView problems = new MLContext(seed: 1).Data.LoadFromEnumerable(new[] { new InputProblem { Prompt = "a" }, new InputProblem { Prompt = "b", Answer = " " } });

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => GrpoFixture.Train(model, options, problems));

        Assert.Contains("of 2", error.Message);
        Assert.Contains("2 no right answer in 'Answer'", error.Message);
    }

    [TestMethod]
    public void A_reward_that_is_no_number_stops_with_a_checkpoint_and_names_the_row()
    {
        using var folder = new TemporaryFolder();
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        int calls = 0;
        GrpoTrainer.Options options = GrpoFixture.Options(steps: 5);
        options.CheckpointDirectory = folder.Root;
        options.RewardFunctions = [new WeightedReward(Rewards.Of("breaks", input => Interlocked.Increment(ref calls) > 30 ? double.NaN : input.Response.Length))];

        var error = Assert.ThrowsExactly<RewardException>(() => GrpoFixture.Train(model, options));

        Assert.Contains("Row ", error.Message);
        Assert.Contains("'breaks'", error.Message);
        Assert.IsTrue(Directory.Exists(folder["step-000000002"]), string.Join(", ", Directory.GetDirectories(folder.Root)));
    }

    [TestMethod]
    public void Weights_that_are_no_numbers_stop_and_leave_a_checkpoint_of_the_step_before()
    {
        using var folder = new TemporaryFolder();
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        GrpoTrainer.Options options = GrpoFixture.Options(steps: 50);
        options.CheckpointDirectory = folder.Root;
        options.LearningRate = 1e30;

        Assert.Throws<InvalidOperationException>(() => GrpoFixture.Train(model, options));

        Assert.IsNotEmpty(Directory.GetDirectories(folder.Root, "step-*"));
    }

    [TestMethod]
    public void A_group_of_one_learns_nothing_and_is_warned_of()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        GrpoTrainer.Options options = GrpoFixture.Options();
        options.GroupSize = 1;
        var ml = new MLContext(seed: 1);
        var messages = new List<string>();
        ml.Log += (_, message) => messages.Add(message.Message);

        using ReasoningModelTransformer trained = ml.Reasoning().Trainers.Grpo(model, options).Fit(GrpoFixture.Problems(ml));

        CollectionAssert.AreEqual(GrpoFixture.Weights(model), GrpoFixture.Weights(trained.Model));
        Assert.IsTrue(messages.Exists(message => message.Contains("GroupSize is 1", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Responses_that_are_all_cut_off_teach_nothing_where_such_are_masked()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        GrpoTrainer.Options options = GrpoFixture.Options();
        options.StopTokenIds = [];
        options.MaskTruncated = true;
        float[] after = [];

        List<GrpoProgress> steps = GrpoFixture.Train(model, options, look: trained => after = GrpoFixture.Weights(trained));

        CollectionAssert.AreEqual(GrpoFixture.Weights(model), after);
        Assert.AreEqual(1.0, steps[0].Metrics["length/truncated_share"]);
        Assert.Contains("cut off 100 %", steps[0].ToString());
    }

    [TestMethod]
    public void A_checkpoint_that_cannot_be_written_is_told_and_the_training_goes_on()
    {
        using var folder = new TemporaryFolder();
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        GrpoTrainer.Options options = GrpoFixture.Options(steps: 4);
        options.CheckpointDirectory = folder.Root;
        options.CheckpointInterval = 2;
        // A file stands where the folder of the last checkpoint should be written.
        File.WriteAllText(folder["step-000000004.unfinished"], "in the way");
        var ml = new MLContext(seed: 1);
        var messages = new List<string>();
        ml.Log += (_, message) => messages.Add(message.Message);

        using ReasoningModelTransformer trained = ml.Reasoning().Trainers.Grpo(model, options).Fit(GrpoFixture.Problems(ml));

        Assert.IsTrue(Directory.Exists(folder["step-000000002"]));
        Assert.IsTrue(messages.Exists(message => message.Contains("step 4 could not be written", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Time_outs_are_counted_and_their_responses_not_trained_on()
    {
        using CausalLanguageModel model = TinyModel.Create(sharpness: 1);
        GrpoTrainer.Options options = GrpoFixture.Options(steps: 1);
        options.RewardTimeout = TimeSpan.FromMilliseconds(200);
        options.RewardFunctions = [new WeightedReward(Rewards.Of("slow", async (input, token) =>
        {
            if (input.Row % 2 == 0)
                await Task.Delay(Timeout.Infinite, token);
            return input.Response.Length;
        }))];

        List<GrpoProgress> steps = GrpoFixture.Train(model, options);

        double timeouts = steps[0].Metrics["reward/slow/timeouts"];
        Assert.IsGreaterThan(0, timeouts);
        Assert.AreEqual(0, timeouts % options.GroupSize);
        Assert.AreEqual(timeouts, steps[0].Metrics["reward/unscored"]);
        Assert.IsGreaterThan(0, steps[0].Reward, "the mean is over those that have a reward");
    }
}
