using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LanguageModels.Tests;

[TestClass]
public sealed class PolicyOptimizerTests
{
    private static readonly PolicyLossOptions s_loss = new() { KlCoefficient = 0.05, EntropyCoefficient = 0.01, ImportanceCap = 1.1 };

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void The_gradient_is_that_of_the_plain_formula(bool host)
    {
        foreach (double temperature in new[] { 1, 0.7 })
        {
            using CausalLanguageModel model = TinyModels.Create();
            PolicySequence[] sequences = Rollouts.Groups().WithOld(model, temperature: temperature);
            (float[] expected, double expectedLoss) = Plain(model, sequences, temperature);
            (float[] actual, PolicyUpdateMetrics metrics) = Gradient(host, model, sequences, new() { Temperature = temperature });
            Assert.AreEqual(expectedLoss, metrics.Loss, 1e-5);
            Close(expected, actual);
        }
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void How_a_minibatch_is_cut_does_not_matter(bool host)
    {
        using CausalLanguageModel model = TinyModels.Create();
        PolicySequence[] sequences = Rollouts.Groups().WithOld(model);
        (float[] whole, PolicyUpdateMetrics first) = Gradient(host, model, sequences, new() { MicroBatchTokens = 1_000_000 });
        (float[] parts, PolicyUpdateMetrics second) = Gradient(host, model, sequences, new() { MicroBatchTokens = 1 });
        Close(whole, parts);
        Assert.AreEqual(first.Loss, second.Loss, 1e-6);
        Assert.AreEqual(first.Entropy, second.Entropy, 1e-5);
        Assert.AreEqual(first.ClipFraction, second.ClipFraction, 1e-9);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Selected_tokens_are_those_of_the_whole_minibatch(bool host)
    {
        using CausalLanguageModel model = TinyModels.Create();
        PolicySequence[] sequences = Rollouts.Groups().WithOld(model);
        PolicyLossOptions loss = new() { TopEntropyShare = 0.5, KlCovShare = 0.1, ClipCovShare = 0.1, ClipCovLow = -1, ClipCovHigh = 1 };
        (float[] whole, PolicyUpdateMetrics first) = Gradient(host, model, sequences, new() { MicroBatchTokens = 1_000_000 }, loss);
        (float[] parts, PolicyUpdateMetrics second) = Gradient(host, model, sequences, new() { MicroBatchTokens = 1 }, loss);
        Close(whole, parts);
        Assert.AreEqual(first.Loss, second.Loss, 1e-6);
        foreach (PolicyLossOptions without in new[] { loss with { TopEntropyShare = 1 }, loss with { KlCovShare = 0 }, loss with { ClipCovShare = 0 } })
            Assert.AreNotEqual(first.Loss, Gradient(host, model, sequences, new(), without).Metrics.Loss, 1e-4);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void A_masked_response_counts_in_no_denominator(bool host)
    {
        using CausalLanguageModel model = TinyModels.Create();
        PolicySequence[] sequences = Rollouts.Groups().WithOld(model);
        PolicySequence masked = new(sequences[0].PromptIds, sequences[0].ResponseIds, 0, 5)
        {
            OldLogProbabilities = sequences[0].OldLogProbabilities,
            Mask = new float[sequences[0].ResponseIds.Count],
        };
        foreach (PolicyLossKind kind in new[] { PolicyLossKind.Grpo, PolicyLossKind.DrGrpo, PolicyLossKind.Dapo })
        {
            PolicyLossOptions loss = new() { Kind = kind };
            (float[] without, PolicyUpdateMetrics first) = Gradient(host, model, sequences[1..], new(), loss);
            (float[] with, PolicyUpdateMetrics second) = Gradient(host, model, [masked, .. sequences[1..]], new(), loss);
            Close(without, with);
            Assert.AreEqual(first.Loss, second.Loss, 1e-6);
            Assert.AreEqual(first.Sums.Tokens, second.Sums.Tokens);
        }
    }

    [TestMethod]
    public void Layers_that_are_computed_again_give_the_same_gradient()
    {
        using CausalLanguageModel model = TinyModels.Create(TinyModels.Window);
        PolicySequence[] sequences = Rollouts.Groups().WithOld(model);
        (float[] kept, PolicyUpdateMetrics first) = Gradient(false, model, sequences, new());
        (float[] again, PolicyUpdateMetrics second) = Gradient(false, model, sequences, new() { CheckpointActivations = true });
        Close(kept, again);
        Assert.AreEqual(first.Loss, second.Loss, 1e-6);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void A_regulariser_sees_whole_groups_and_its_gradient_goes_through_the_states(bool host)
    {
        using CausalLanguageModel model = TinyModels.Create();
        PolicySequence[] sequences = Rollouts.Groups(groups: 3).WithOld(model);
        var regularizer = new SpreadRegularizer();
        PolicyLossOptions loss = new() { Kind = PolicyLossKind.Grpo, KlCoefficient = 0.1 };
        (float[] whole, PolicyUpdateMetrics first) = Gradient(host, model, sequences, new() { MicroBatchTokens = 1_000_000 }, loss, regularizer);
        Assert.AreEqual(1, regularizer.Calls);
        (float[] parts, PolicyUpdateMetrics second) = Gradient(host, model, sequences, new() { MicroBatchTokens = 1 }, loss, regularizer);
        Assert.AreEqual(4, regularizer.Calls, "one call for all groups, then one for each");
        Close(whole, parts);
        Assert.AreEqual(first.Loss, second.Loss, 1e-6);
        Assert.AreEqual(first.RegularizerLosses["spread"], second.RegularizerLosses["spread"], 1e-6);
        CollectionAssert.AreEqual(first.SequenceMetrics["length"], second.SequenceMetrics["length"]);
        CollectionAssert.AreEqual(sequences.Select(sequence => (double)sequence.ResponseIds.Count).ToArray(), first.SequenceMetrics["length"]);

        // The plain formula: the loss of all sequences, each by itself.
        using DisposeScope scope = NewDisposeScope();
        (float[] without, _) = Gradient(host, model, sequences, new(), loss with { KlCoefficient = 0 });
        model.Weights.EnableGradients();
        Tensor sum = zeros([]);
        foreach (IGrouping<int, PolicySequence> group in sequences.GroupBy(sequence => sequence.Group))
            sum = sum.add(SpreadRegularizer.Loss([.. group.Select(sequence => States(model, sequence))]).div(3));
        sum.backward();
        float[] expected = [.. model.Weights.Gradients!.data<float>().ToArray().Zip(without, (x, y) => x + y)];
        model.Weights.DisableGradients();
        Close(expected, whole);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void A_reference_that_a_regulariser_asked_for_counts_like_one_that_was_there(bool host)
    {
        using CausalLanguageModel model = TinyModels.Create();
        PolicySequence[] given = Rollouts.Groups().WithOld(model);
        PolicyLossOptions loss = new() { KlCoefficient = 0.5 };
        var references = new Dictionary<IReadOnlyList<int>, IReadOnlyList<float>>();
        // Every third is held; the others have references that nothing is made of.
        PolicySequence[] late = [.. given.Select((sequence, i) => Sequence(sequence, sequence.OldLogProbabilities!, 1))];
        PolicySequence[] early = [.. given.Select((sequence, i) => Sequence(sequence, sequence.ReferenceLogProbabilities!, i % 3 == 0 ? 1 : 0))];
        for (int i = 0; i < given.Length; i += 3)
            references[given[i].ResponseIds] = given[i].ReferenceLogProbabilities!;
        var regularizer = new HoldingRegularizer(sequence => references.GetValueOrDefault(sequence.ResponseIds));
        foreach (int tokens in new[] { 1_000_000, 1 })
        {
            (float[] expected, PolicyUpdateMetrics first) = Gradient(host, model, early, new() { MicroBatchTokens = tokens }, loss);
            (float[] found, PolicyUpdateMetrics second) = Gradient(host, model, late, new() { MicroBatchTokens = tokens }, loss, regularizer);
            Close(expected, found);
            Assert.AreEqual(first.Loss, second.Loss, 1e-6);
        }

        static PolicySequence Sequence(PolicySequence from, IReadOnlyList<float> reference, float weight) =>
            new(from.PromptIds, from.ResponseIds, from.Group, from.Advantage)
            {
                OldLogProbabilities = from.OldLogProbabilities, ReferenceLogProbabilities = reference, KlWeight = weight,
            };
    }

    [TestMethod]
    public void Steps_along_the_gradient_raise_what_was_good()
    {
        using CausalLanguageModel model = TinyModels.Create();
        PolicySequence[] sequences = Rollouts.Groups();
        float[][] before = model.ScoreResponses(sequences);
        using (var optimizer = new PolicyOptimizer(model))
        {
            for (int i = 0; i < 10; i++)
                optimizer.Update(sequences, 1e-3, new());
            Assert.AreEqual(10, optimizer.StepCount);
        }

        float[][] after = model.ScoreResponses(sequences);
        double gain = sequences.Select((sequence, i) => sequence.Advantage * (after[i].Sum() - before[i].Sum())).Sum();
        Assert.IsGreaterThan(1, gain);
        Assert.IsNull(model.Weights.Gradients);
    }

    [TestMethod]
    public void A_number_that_is_not_finite_stops_before_the_weights_change_and_is_named()
    {
        using CausalLanguageModel model = TinyModels.Create();
        PolicySequence[] sequences = Rollouts.Groups();
        float[] old = [.. sequences[5].ResponseIds.Select(_ => -200f)];
        PolicySequence[] broken =
        [
            .. sequences.WithOld(model).Select((sequence, i) => i != 5 ? sequence : new PolicySequence(
                sequence.PromptIds, sequence.ResponseIds, sequence.Group, -1) { OldLogProbabilities = old, Name = "row 17" }),
        ];
        using Tensor weights = model.Weights.Values.clone();
        using var optimizer = new PolicyOptimizer(model);
        NonFiniteLossException error = Assert.ThrowsExactly<NonFiniteLossException>(() => optimizer.Update(broken, 1e-3, new()));
        Assert.AreEqual(5, error.SequenceIndex);
        StringAssert.Contains(error.Message, "row 17", StringComparison.Ordinal);
        CollectionAssert.AreEqual(Numbers(weights), Numbers(model.Weights.Values));
        Assert.AreEqual(0, optimizer.StepCount);

        // What the failed update had summed up is forgotten.
        PolicySequence[] good = sequences.WithOld(model);
        optimizer.Update(good, 1e-3, new());
        using CausalLanguageModel other = TinyModels.Create();
        using var fresh = new PolicyOptimizer(other);
        fresh.Update(good, 1e-3, new());
        CollectionAssert.AreEqual(Numbers(model.Weights.Values), Numbers(other.Weights.Values));
    }

    [TestMethod]
    public void A_saved_state_goes_on_bit_for_bit()
    {
        foreach (ScalarType precision in new[] { ScalarType.Float32, ScalarType.BFloat16 })
        {
            string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
            try
            {
                using CausalLanguageModel model = TinyModels.Create(TinyModels.Qwen3 with { Precision = precision });
                using CausalLanguageModel other = TinyModels.Create(TinyModels.Qwen3 with { Precision = precision });
                PolicySequence[] sequences = Rollouts.Groups();
                using var optimizer = new PolicyOptimizer(model);
                using var resumed = new PolicyOptimizer(other);
                for (int i = 0; i < 2; i++)
                    optimizer.Update(sequences, 1e-3, new());
                optimizer.SaveState(file);
                resumed.LoadState(file);
                Assert.AreEqual(2, resumed.StepCount);
                optimizer.Update(sequences, 1e-3, new());
                resumed.Update(sequences, 1e-3, new());
                CollectionAssert.AreEqual(Numbers(model.Weights.Values), Numbers(other.Weights.Values));
            }
            finally
            {
                File.Delete(file);
            }
        }
    }

    private static Tensor States(CausalLanguageModel model, PolicySequence sequence)
    {
        long[] ids = [.. sequence.PromptIds.Concat(sequence.ResponseIds).Select(id => (long)id)];
        Tensor states = model.Forward(new ModelInput(tensor(ids).unsqueeze(0))).LastHiddenState.squeeze(0);
        return states.narrow(0, sequence.PromptIds.Count - 1, sequence.ResponseIds.Count);
    }

    private static (float[] Gradient, PolicyUpdateMetrics Metrics) Gradient(
        bool host,
        CausalLanguageModel model,
        PolicySequence[] sequences,
        PolicyOptimizerOptions options,
        PolicyLossOptions? loss = null,
        params ITrajectoryRegularizer[] regularizers)
    {
        model.Weights.EnableGradients();
        try
        {
            using var optimizer = new AdamW(model.Weights);
            IPolicyPasses passes = host ? new HostPasses(model, options) : new LibraryPasses(model, options, optimizer);
            PolicyUpdateMetrics metrics = new MinibatchGradient(model, passes, default, options, sequences, loss ?? s_loss, regularizers).Add(default);
            return (model.Weights.Gradients!.data<float>().ToArray(), metrics);
        }
        finally
        {
            model.Weights.DisableGradients();
        }
    }

    /// <summary>One sequence after the other, no chunks, no tables.</summary>
    private static (float[] Gradient, double Loss) Plain(CausalLanguageModel model, PolicySequence[] sequences, double temperature)
    {
        using DisposeScope scope = NewDisposeScope();
        model.Weights.EnableGradients();
        Tensor sum = zeros([]);
        double tokens = sequences.Sum(sequence => sequence.ResponseIds.Count);
        foreach (PolicySequence s in sequences)
        {
            long[] ids = [.. s.PromptIds.Concat(s.ResponseIds).Select(id => (long)id)];
            Tensor states = model.Forward(new ModelInput(tensor(ids).unsqueeze(0))).LastHiddenState.squeeze(0);
            Tensor log = nn.functional.log_softmax(model.Logits(states).div(temperature), -1)
                .narrow(0, s.PromptIds.Count - 1, s.ResponseIds.Count);
            Tensor chosen = log.gather(1, tensor(ids[s.PromptIds.Count..]).unsqueeze(1)).squeeze(1);
            Tensor entropy = log.exp().mul(log).sum(1L).neg();
            Tensor old = tensor(s.OldLogProbabilities!.ToArray()), reference = tensor(s.ReferenceLogProbabilities!.ToArray());
            Tensor ratio = chosen.sub(old).exp();
            Tensor loss = ratio.mul(s.Advantage).minimum(ratio.clamp(0.8, 1.2).mul(s.Advantage)).neg();
            loss = loss.mul(old.sub(tensor(s.BehaviourLogProbabilities!.ToArray())).exp().clamp_max(1.1));
            Tensor d = chosen.sub(reference);
            loss = loss.add(d.neg().exp().add(d).sub(1).mul(0.05)).sub(entropy.mul(0.01));
            sum = sum.add(loss.sum().div(tokens));
        }

        sum.backward();
        float[] gradient = model.Weights.Gradients!.data<float>().ToArray();
        double value = sum.item<float>();
        model.Weights.DisableGradients();
        return (gradient, value);
    }

    private static float[] Numbers(Tensor weights)
    {
        using Tensor exact = weights.to(ScalarType.Float32);
        return exact.data<float>().ToArray();
    }

    private static void Close(float[] expected, float[] actual)
    {
        double norm = Math.Sqrt(expected.Sum(x => (double)x * x));
        double distance = Math.Sqrt(expected.Zip(actual, (x, y) => ((double)x - y) * (x - y)).Sum());
        Assert.IsGreaterThan(1e-3, norm);
        Assert.IsLessThan(2e-5 * norm, distance);
    }
}
