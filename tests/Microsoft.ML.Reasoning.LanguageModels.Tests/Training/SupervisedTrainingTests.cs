using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests.Training;

[TestClass]
public sealed class SupervisedTrainingTests
{
    private static readonly SupervisedExample[] Examples =
        [.. Enumerable.Range(0, 30).Select(i => new SupervisedExample([1, 2 + i % 5, 3], [.. Enumerable.Range(0, 2 + i % 7).Select(t => (3 * i + t * t) % 23)]))];

    private static SupervisedTrainingOptions Options(string? directory = null, int microBatchTokens = 64) => new()
    {
        Epochs = 2, BatchSize = 8, MicroBatchTokens = microBatchTokens, LearningRate = 0.01, WarmupSteps = 2, WeightDecay = 0.1, Seed = 3,
        CheckpointDirectory = directory, CheckpointInterval = 3,
    };

    [TestMethod]
    public void Gradient_of_the_loss_agrees_with_finite_differences()
    {
        using CausalLanguageModel model = Model();
        using DisposeScope scope = NewDisposeScope();
        model.Weights.EnableGradients();
        SupervisedExample[] batch = [Examples[3], Examples[0], Examples[5]];
        ResponseLoss.Sum(model, batch).backward();
        float[] gradient = model.Weights.Gradients!.data<float>().ToArray();
        using IDisposable noGrad = no_grad();
        // Along the gradient itself the slope is its squared norm; along a fixed zigzag it is the inner product.
        foreach (float[] direction in new[] { gradient, [.. gradient.Select((_, i) => i % 3 - 1f)] })
        {
            double slope = gradient.Zip(direction, (g, d) => (double)g * d).Sum();
            double length = Math.Sqrt(direction.Sum(d => (double)d * d)), step = 2e-3 / length;
            double Moved(double by)
            {
                using DisposeScope inner = NewDisposeScope();
                model.Weights.Values.add_(tensor(direction), by);
                double loss = ResponseLoss.Sum(model, batch).item<float>();
                model.Weights.Values.add_(tensor(direction), -by);
                return loss;
            }
            double difference = (Moved(step) - Moved(-step)) / (2 * step);
            Assert.AreEqual(slope, difference, 0.02 * Math.Abs(slope) + 0.02 * length);
        }
    }

    [TestMethod]
    public void The_loss_counts_response_tokens_only_and_is_blind_to_padding()
    {
        using CausalLanguageModel model = Model();
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        double alone = 0;
        foreach (SupervisedExample example in Examples[..4])
        {
            long[] ids = [.. example.PromptIds, .. example.ResponseIds];
            using ModelOutput output = model.Forward(new ModelInput(tensor(ids, [1, ids.Length])));
            Tensor logs = model.Logits(output.LastHiddenState)[0].log_softmax(-1);
            for (int t = 0; t < example.ResponseIds.Count; t++)
                alone -= logs[example.PromptIds.Count - 1 + t, example.ResponseIds[t]].item<float>();
        }
        Assert.AreEqual(alone, ResponseLoss.Sum(model, Examples[..4]).item<float>(), 1e-3);
    }

    [TestMethod]
    public void Learns_what_it_is_shown()
    {
        using CausalLanguageModel model = Model();
        var losses = new List<double>();
        SupervisedTrainingResult result = SupervisedTraining.Run(
            model, [new([1, 2], [3, 4, 5]), new([1, 6], [7, 8, 5])],
            new() { Epochs = 60, BatchSize = 2, LearningRate = 0.02 }, new Immediate(report => losses.Add(report.Loss)));
        Assert.HasCount(60, losses);
        Assert.IsLessThan(0.05, result.Loss);
        Assert.AreEqual(60, result.Steps);
        Assert.AreEqual(60 * 10, result.Tokens);
        Assert.IsNull(model.Weights.Gradients);
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_weights_and_another_seed_others()
    {
        float[] first = Trained(Options()), second = Trained(Options());
        CollectionAssert.AreEqual(first, second);
        var other = new SupervisedTrainingOptions { Epochs = 2, BatchSize = 8, MicroBatchTokens = 64, LearningRate = 0.01, WarmupSteps = 2, WeightDecay = 0.1, Seed = 4 };
        CollectionAssert.AreNotEqual(first, Trained(other));
    }

    [TestMethod]
    public void Accumulation_changes_rounding_only()
    {
        // Before Adam divides by roots of tiny moments: after one step with a large epsilon.
        static float[] One(int microBatchTokens) => Trained(
            new() { BatchSize = 30, MicroBatchTokens = microBatchTokens, LearningRate = 0.1, Epsilon = 1, MaxGradientNorm = 0 });
        float[] whole = One(100_000), parts = One(16);
        for (int i = 0; i < whole.Length; i++)
            Assert.AreEqual(whole[i], parts[i], 1e-6f);
    }

    [TestMethod]
    [DataRow(1, ScalarType.Float32)]
    [DataRow(3, ScalarType.Float32)]
    [DataRow(4, ScalarType.BFloat16)]
    [DataRow(7, ScalarType.Float32)]
    public void A_run_that_was_cut_off_goes_on_bit_for_bit(int steps, ScalarType precision)
    {
        using var directory = new TemporaryDirectory();
        float[] whole = Trained(Options(), precision);
        using (CausalLanguageModel cut = Model(precision))
        {
            var death = new Immediate(report => { if (report.Step == steps) throw new IOException("cut off"); });
            Assert.ThrowsExactly<IOException>(() => SupervisedTraining.Run(cut, Examples, Options(directory.Path), death));
        }
        using CausalLanguageModel resumed = Model(precision);
        SupervisedTrainingResult result = SupervisedTraining.Run(resumed, Examples, Options(directory.Path));
        Assert.AreEqual(steps / 3 * 3, result.ResumedFrom);
        CollectionAssert.AreEqual(whole, Weights(resumed));
        using CausalLanguageModel again = Model(precision);
        Assert.AreEqual(8, SupervisedTraining.Run(again, Examples, Options(directory.Path)).ResumedFrom);
        CollectionAssert.AreEqual(whole, Weights(again));
    }

    [TestMethod]
    public void Cancelling_leaves_a_checkpoint_of_the_last_whole_step()
    {
        using var directory = new TemporaryDirectory();
        using var source = new CancellationTokenSource();
        using CausalLanguageModel cut = Model(), resumed = Model();
        var cancel = new Immediate(report => { if (report.Step == 5) source.Cancel(); });
        Assert.ThrowsExactly<OperationCanceledException>(() => SupervisedTraining.Run(cut, Examples, Options(directory.Path), cancel, source.Token));
        Assert.AreEqual(5, SupervisedTraining.Run(resumed, Examples, Options(directory.Path)).ResumedFrom);
        CollectionAssert.AreEqual(Trained(Options()), Weights(resumed));
    }

    [TestMethod]
    public void A_checkpoint_of_other_data_is_refused()
    {
        using var directory = new TemporaryDirectory();
        using CausalLanguageModel model = Model();
        SupervisedTraining.Run(model, Examples, Options(directory.Path));
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => SupervisedTraining.Run(model, Examples[1..], Options(directory.Path)));
        StringAssert.Contains(error.Message, "Examples");
    }

    [TestMethod]
    public void Examples_that_are_too_long_are_skipped_and_counted()
    {
        using CausalLanguageModel model = Model();
        Assert.AreEqual(Examples.Count(example => example.TokenCount > 7), SupervisedTraining.Run(model, Examples, new() { MaxTokens = 7 }).SkippedExamples);
        Assert.ThrowsExactly<ArgumentException>(() => SupervisedTraining.Run(model, Examples, new() { MaxTokens = 3 }));
    }

    [TestMethod]
    public void Bad_examples_are_named()
    {
        using CausalLanguageModel model = Model();
        foreach (SupervisedExample bad in new SupervisedExample[] { new([], [1]), new([1], []), new([1], [23]), new([-1], [2]) })
        {
            var error = Assert.ThrowsExactly<ArgumentException>(() => SupervisedTraining.Run(model, [Examples[0], bad]));
            StringAssert.Contains(error.Message, "Example 1");
        }
        Assert.ThrowsExactly<ArgumentException>(() => SupervisedTraining.Run(model, []));
    }

    [TestMethod]
    public void A_run_that_diverges_says_so_and_keeps_the_last_weights()
    {
        using CausalLanguageModel model = Model();
        using (IDisposable noGrad = no_grad())
        using (DisposeScope scope = NewDisposeScope())
            model.Weights.Values.narrow(0, 0, 1).fill_(float.NaN);
        float[] before = Weights(model);
        Assert.ThrowsExactly<InvalidOperationException>(() => SupervisedTraining.Run(model, [new([0, 0], [0, 0])]));
        CollectionAssert.AreEqual(before, Weights(model));
    }

    [TestMethod]
    public void Native_memory_does_not_grow()
    {
        using CausalLanguageModel model = Model();
        var counts = new List<long>();
        var options = new SupervisedTrainingOptions { Epochs = 20, BatchSize = 8, MicroBatchTokens = 64 };
        SupervisedTraining.Run(model, Examples, options, new Immediate(_ => counts.Add(Tensor.TotalCount)));
        Assert.AreEqual(counts[1], counts[^1]);
        long before = Tensor.TotalCount;
        SupervisedTraining.Run(model, Examples, options);
        Assert.AreEqual(before, Tensor.TotalCount);
    }

    private static float[] Trained(SupervisedTrainingOptions options, ScalarType precision = ScalarType.Float32)
    {
        using CausalLanguageModel model = Model(precision);
        SupervisedTraining.Run(model, Examples, options);
        return Weights(model);
    }

    private static float[] Weights(CausalLanguageModel model)
    {
        using DisposeScope scope = NewDisposeScope();
        return model.Weights.Values.to_type(ScalarType.Float32).data<float>().ToArray();
    }

    private static CausalLanguageModel Model(ScalarType precision = ScalarType.Float32) => CausalLanguageModel.Create(
        new()
        {
            ModelType = "qwen3", VocabularySize = 23, HiddenSize = 16, IntermediateSize = 24, LayerCount = 2, HeadCount = 2,
            KeyValueHeadCount = 1, HeadSize = 8, ContextLength = 64, TieWordEmbeddings = true, Precision = precision,
        },
        tokenizer: null, seed: 1);

    /// <summary>Reports on the training's own thread, before the next step.</summary>
    private sealed class Immediate(Action<SupervisedTrainingProgress> report) : IProgress<SupervisedTrainingProgress>
    {
        public void Report(SupervisedTrainingProgress value) => report(value);
    }
}
