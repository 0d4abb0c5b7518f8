using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics.Tests;

/// <summary>Every way to a rank gives the same: sizes and kinds that take each of them.</summary>
[TestClass]
public sealed class EffectiveRankPathTests
{
    [TestMethod]
    [DataRow(300, 400, 0.7, 0.7, 40)]
    [DataRow(300, 400, 0.0, 0.0, 8)]
    [DataRow(300, 400, 0.7, 0.7, 8)]
    [DataRow(300, 400, 0.95, 1.2, 8)]
    [DataRow(300, 256, 0.7, 0.7, 8)]
    [DataRow(300, 256, 0.95, 1.2, 40)]
    [DataRow(257, 256, 0.0, 0.0, 40)]
    [DataRow(400, 100, 0.7, 0.7, 40)]
    [DataRow(400, 100, 0.95, 3.0, 40)]
    [DataRow(400, 120, 0.7, 0.7, 4)]
    public void BothModes_AgreeWithADecompositionOfEachPrefix(int tokens, int width, double correlation, double decay, int stride)
    {
        Tensor states = SyntheticStates.Make(tokens, width, correlation, decay, 1);
        EffectiveRankMeasurement plain = Plain.Measure(states, stride);
        foreach (ScalarType type in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            EffectiveRankMeasurement exact = EffectiveRank.Measure([states.to(type)], new() { Stride = stride })[0];
            Assert.AreEqual(plain.Rank, exact.Rank, 1e-5 * plain.Rank);
            Assert.AreEqual(plain.Velocity, exact.Velocity, 1e-5 * Math.Abs(plain.Velocity));
            Assert.AreEqual(plain.Acceleration, exact.Acceleration, 1e-5 * Math.Abs(plain.Acceleration));
        }

        EffectiveRankMeasurement fast = EffectiveRank.Measure([states], new() { Stride = stride, Mode = EffectiveRankMode.Fast })[0];
        Assert.AreEqual(plain.Rank, fast.Rank, 1e-3 * plain.Rank);
        Assert.AreEqual(plain.Velocity, fast.Velocity, 1e-3 * Math.Max(Math.Abs(plain.Velocity), 0.01 * plain.Rank));
        Assert.AreEqual(plain.Acceleration, fast.Acceleration, 1e-3 * Math.Max(Math.Abs(plain.Acceleration), 0.01 * plain.Rank));
    }

    [TestMethod]
    public void SingleSteepSpectrum_IsNotPromisedInSinglePrecision()
    {
        Tensor steep = SyntheticStates.Make(300, 400, 0.95, 2.5, 2);
        int[] lengths = [.. Enumerable.Range(1, 37).Select(j => j * 8 + 1), 300];
        (double[] ranks, _) = new RankEngine().Ranks(steep, lengths, 1e-5, single: true);

        Assert.IsTrue(ranks.Any(double.IsNaN));
        Assert.AreEqual(
            EffectiveRank.Measure([steep], new() { Stride = 8 })[0],
            EffectiveRank.Measure([steep], new() { Stride = 8, Mode = EffectiveRankMode.Fast })[0]);
    }

    [TestMethod]
    [DataRow(120, 200)]
    [DataRow(120, 90)]
    public void OperatorsOfTheDevice_AgreeWithOurPanels(int tokens, int width)
    {
        Tensor states = SyntheticStates.Make(tokens, width, 0.7, 0.7, 3);
        int[] lengths = [2, 41, 81, tokens];
        var onDevice = new TensorDeterminants(states, lengths);
        var onHost = new PanelDeterminants<DoubleLanes, double>();
        Assert.IsTrue(onHost.Load<float>(states.data<float>().ToArray(), states.mean([0L]).data<float>().ToArray(), lengths));

        double[] own = PrefixEntropies.Measure(onHost, 1e-7), device = PrefixEntropies.Measure(onDevice, 1e-7);

        for (int j = 0; j < lengths.Length; j++)
        {
            Assert.AreEqual(onHost.Traces[j], onDevice.Traces[j], 1e-10 * onHost.Traces[j]);
            Assert.AreEqual(Math.Log(Plain.Rank(states.narrow(0, 0, lengths[j]))), own[j], 1e-6);
            Assert.AreEqual(own[j], device[j], 1e-7);
        }
    }

    [TestMethod]
    [DataRow(7)]
    [DataRow(16)]
    [DataRow(33)]
    [DataRow(150)]
    public void Determinants_AreThoseOfTheCentredPrefixes(int tokens)
    {
        Tensor states = SyntheticStates.Make(tokens, 160, 0.5, 0.3, tokens);
        int[] lengths = [2, tokens / 2, tokens];
        Check<DoubleLanes, double>(1e-9);
        Check<SingleLanes, float>(1e-3);

        void Check<TLanes, T>(double tolerance)
            where TLanes : struct, ILanes<TLanes, T>
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            var panels = new PanelDeterminants<TLanes, T>();
            Assert.IsTrue(panels.Load<float>(states.data<float>().ToArray(), states.mean([0L]).data<float>().ToArray(), lengths));
            double[][]? logs = panels.LogDeterminants([0.01, 1]);
            Assert.IsNotNull(logs);
            for (int j = 0; j < lengths.Length; j++)
            {
                Tensor prefix = states.narrow(0, 0, lengths[j]).to(ScalarType.Float64);
                double[] s = linalg.svdvals(prefix - prefix.mean([0L], true, ScalarType.Float64)).data<double>().ToArray();
                foreach ((double shift, double[] sums) in new[] { (0.01, logs[0]), (1, logs[1]) })
                    Assert.AreEqual(s.Take(lengths[j] - 1).Sum(value => Math.Log(value * value / panels.Scale + shift)), sums[j], tolerance);
            }
        }
    }

    [TestMethod]
    [DataRow(1e-2, 0.4, 1e-6, true)]
    [DataRow(1e-6, 0.02, 1e-6, true)]
    [DataRow(1e-6, 0.02, 1e-9, true)]
    [DataRow(1e-10, 1e-3, 1e-6, false)]
    [DataRow(1e-6, 0.1, 1e-4, false)]
    public void Rules_KeepTheirTolerance(double smallest, double unit, double tolerance, bool determinant)
    {
        SpectralRule? rule = SpectralRules.Find(smallest, unit, tolerance, determinant);

        Assert.IsNotNull(rule);
        for (double log = Math.Log(smallest); log <= 0; log += 0.003)
        {
            double x = Math.Exp(log), root = Math.Sqrt(x);
            Assert.AreEqual(root, Sum(rule.Root), 2 * tolerance * Math.Max(root, unit));
            Assert.AreEqual(root * Math.Log(root / rule.Unit), Sum(rule.RootLog), 2 * tolerance * Math.Max(root, unit));

            double Sum(double[] weights) =>
                rule.Shifts.Select((shift, k) => weights[k] * Math.Log(1 + x / shift)).Sum() + weights[rule.Shifts.Length] * x
                + (determinant ? weights[^2] + weights[^1] * log : 0);
        }
    }
}
