using System.Text.Json;
using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Reasoning.LatentDynamics;
using Microsoft.ML.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.Tests;

/// <summary>What ReLaX adds to a loss, beside the plain formula that differentiates every response.</summary>
[TestClass]
public sealed class RelaxPartTests
{
    private const double FirstMean = 0.039;

    private static readonly double[] s_advantages = [1, -1, 0, 0.4, -0.3, 0.8, -2, 0.1];

    [TestMethod]
    [DataRow(true, false)]
    [DataRow(true, true)]
    [DataRow(false, false)]
    public void The_loss_and_its_gradient_are_those_of_the_plain_formula(bool shaping, bool suspended)
    {
        using DisposeScope scope = NewDisposeScope();
        using var folder = new TemporaryFolder();
        using DispersionProbe probe = Probe(folder.Root);
        var options = new RelaxOptions { Alpha = 0.3, AdvantageShaping = shaping, SuspendAboveThreshold = suspended, ThresholdMultiple = 2 };
        TrajectoryBatch batch = Batch();
        var asked = new List<PolicySequence>();

        TrajectoryRegularization found = new RelaxPart(options, probe, Ask).Compute(batch);

        using DispersionResult plain = SpectralDispersion.Measure(batch.States, batch.Lengths, probe.Dictionary);
        Tensor loss = RelaxObjective.ExplorationLoss(
            plain.Dispersion, s_advantages, [.. batch.Sequences.Select(sequence => sequence.Group)], options, 2 * FirstMean).mul(0.3);
        Assert.AreEqual(loss.item<double>(), found.Loss!.item<double>(), 1e-12);
        double[] expected = Gradient(loss, batch.States), actual = Gradient(found.Loss!, batch.States);
        double largest = expected.Max(Math.Abs);
        Assert.IsGreaterThan(1e-6, largest);
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-6 * largest, $"state {i}");

        // The value of every response counts for the divergence, with a gradient or without; only who is held is scored.
        bool[] held = [.. plain.Values.Select(value => value > 2 * FirstMean)];
        Assert.IsTrue(held.Contains(true) && held.Contains(false), string.Join(' ', plain.Values));
        CollectionAssert.AreEqual(held, found.KlWeights!.Select(weight => weight == 1).ToArray());
        CollectionAssert.AreEqual(held, found.ReferenceLogProbabilities!.Select(scores => scores is not null).ToArray());
        CollectionAssert.AreEqual(batch.Sequences.Where((_, i) => held[i]).ToArray(), asked);
        CollectionAssert.AreEqual(plain.Values, found.SequenceMetrics[MetricNames.Dispersion]);

        float[][] Ask(IReadOnlyList<PolicySequence> sequences)
        {
            asked.AddRange(sequences);
            return [.. sequences.Select(sequence => new float[sequence.ResponseIds.Count])];
        }
    }

    private static double[] Gradient(Tensor loss, Tensor states) => autograd.grad([loss], [states])[0].to(ScalarType.Float64).data<double>().ToArray();

    private static TrajectoryBatch Batch()
    {
        var random = new Random(1);
        PolicySequence[] sequences = [.. s_advantages.Select((advantage, i) => new PolicySequence([1], new int[14 + 3 * i], i / 4, advantage))];
        int tokens = sequences.Sum(sequence => sequence.ResponseIds.Count);
        float[] numbers = [.. Enumerable.Range(0, tokens * 5).Select(_ => (float)(4 * random.NextDouble() - 2))];
        return new TrajectoryBatch(tensor(numbers, [tokens, 5]).requires_grad_(), sequences);
    }

    /// <summary>A probe as a checkpoint left it.</summary>
    private static DispersionProbe Probe(string folder)
    {
        var random = new Random(2);
        using Tensor weights = tensor(Enumerable.Range(0, 6 * 5).Select(_ => (float)(2 * random.NextDouble() - 1)).ToArray(), [6, 5]);
        using var dictionary = KoopmanDictionary.FromProjection(weights);
        dictionary.Save(Path.Combine(folder, "dictionary.safetensors"));
        IChannel channel = ((IChannelProvider)new MLContext(seed: 1)).Start("test");
        var probe = new DispersionProbe(new(), interval: null, seed: 1, channel);
        probe.Load(folder, JsonSerializer.Serialize(FirstMean));
        return probe;
    }
}
