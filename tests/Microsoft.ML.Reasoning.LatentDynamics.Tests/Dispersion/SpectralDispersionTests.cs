using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics.Tests;

[TestClass]
public sealed class SpectralDispersionTests
{
    [TestMethod]
    [DataRow(1.0)]
    [DataRow(3.0)]
    [DataRow(10.0)]
    [DataRow(30.0)]
    public void A_linear_system_has_the_dispersion_of_its_matrix_however_fast_it_grows(double growth)
    {
        using DisposeScope scope = NewDisposeScope();
        double[] moduli = [growth, 0.9, Math.Sqrt(0.52), Math.Sqrt(0.52)];
        double mean = moduli.Average(), expected = moduli.Sum(one => (one - mean) * (one - mean)) / 4;
        using KoopmanDictionary dictionary = KoopmanDictionary.Identity(4);
        using DispersionResult found = SpectralDispersion.Measure([LinearSystem(growth, 7)], dictionary, new() { KeepEigenvalues = true });
        Assert.AreEqual(expected, found.Values[0], 1e-4 * expected);
        Assert.AreEqual(growth, found.LargestModulus[0], 1e-4 * growth);
        Assert.AreEqual(0.4, found.Eigenvalues![0].Max(value => value.Imaginary), 1e-4);
    }

    [TestMethod]
    public void Trajectories_of_0_1_and_2_tokens_have_dispersion_0()
    {
        using DisposeScope scope = NewDisposeScope();
        using var dictionary = KoopmanDictionary.FromProjection(TestTrajectories.Normal(4, 6, 1));
        Tensor all = TestTrajectories.Normal(33, 6, 2).requires_grad_(true);
        using DispersionResult found = SpectralDispersion.Measure(all, [0, 1, 2, 30], dictionary);
        CollectionAssert.AreEqual(new[] { 0, 0, 1, 4 }, found.Rank);
        CollectionAssert.AreEqual(new[] { 0.0, 0, 0 }, found.Values[..3]);
        Assert.IsGreaterThan(0.001, found.Values[3]);
        found.Dispersion.sum().backward();
        Assert.AreEqual(0, all.grad!.narrow(0, 0, 3).abs().sum().item<double>());
        using DispersionResult published = SpectralDispersion.Measure(all.detach(), [0, 1, 2, 30], dictionary, DispersionOptions.Published);
        Assert.AreEqual(0, published.Values[0] + published.Values[1]);
        Assert.IsGreaterThan(0.1, published.Values[2]);
    }

    [TestMethod]
    public void Trajectories_do_not_see_each_other()
    {
        using DisposeScope scope = NewDisposeScope();
        using var dictionary = KoopmanDictionary.FromProjection(TestTrajectories.Normal(9, 6, 1));
        int[] lengths = [40, 3, 7, 0, 25, 60, 11];
        Tensor[] states = [.. lengths.Select((length, i) => TestTrajectories.Autoregressive(length, 6, 10 + i))];
        using DispersionResult packed = SpectralDispersion.Measure(cat(states, 0), lengths, dictionary);
        using DispersionResult listed = SpectralDispersion.Measure(states, dictionary);
        for (int i = 0; i < lengths.Length; i++)
        {
            using DispersionResult alone = SpectralDispersion.Measure([states[i]], dictionary);
            Assert.AreEqual(alone.Values[0], packed.Values[i], 1e-12 * Math.Max(1, alone.Values[0]), $"{lengths[i]} tokens");
            Assert.AreEqual(alone.Values[0], listed.Values[i], 1e-12 * Math.Max(1, alone.Values[0]), $"{lengths[i]} tokens");
        }
    }

    [TestMethod]
    public void States_that_are_not_finite_are_named()
    {
        using DisposeScope scope = NewDisposeScope();
        using var dictionary = KoopmanDictionary.FromProjection(TestTrajectories.Normal(4, 6, 1).to(ScalarType.Float32));
        foreach (float bad in new[] { float.NaN, float.PositiveInfinity })
        {
            Tensor states = TestTrajectories.Normal(30, 6, 2).to(ScalarType.Float32);
            states[17, 3] = bad;
            ArgumentException problem = Assert.ThrowsExactly<ArgumentException>(() => SpectralDispersion.Measure(states, [10, 12, 8], dictionary));
            StringAssert.Contains(problem.Message, "Trajectory 1: the states of token 7");
        }
    }

    [TestMethod]
    public void Bad_shapes_are_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        using var dictionary = KoopmanDictionary.FromProjection(TestTrajectories.Normal(4, 6, 1));
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => SpectralDispersion.Measure([zeros(3, 5)], dictionary)).Message, "[tokens, 6]");
        Assert.ThrowsExactly<ArgumentException>(() => SpectralDispersion.Measure(zeros(9, 6), [4, 4], dictionary));
        Assert.ThrowsExactly<ArgumentException>(() => SpectralDispersion.Measure([], dictionary));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SpectralDispersion.Measure([zeros(9, 6)], dictionary, new() { RelativeTolerance = 1 }));
    }

    [TestMethod, TestCategory("Device")]
    [DataRow(ScalarType.Float32)]
    [DataRow(ScalarType.BFloat16)]
    public void Another_device_gives_the_values_and_gradients_of_the_host(ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        var device = new Device(Testing.TestDevice.Name);
        using var dictionary = KoopmanDictionary.FromProjection(TestTrajectories.Normal(9, 16, 1).to(ScalarType.Float32) * 0.3);
        using KoopmanDictionary moved = dictionary.To(device);
        Tensor states = TestTrajectories.Autoregressive(90, 16, 2).to(type);
        Tensor here = states.clone().requires_grad_(true), there = states.to(device).clone().requires_grad_(true);
        using DispersionResult expected = SpectralDispersion.Measure(here, [50, 5, 35], dictionary);
        using DispersionResult found = SpectralDispersion.Measure(there, [50, 5, 35], moved);
        Assert.AreEqual(device.type, found.Dispersion.device_type);
        for (int i = 0; i < 3; i++)
            Assert.AreEqual(expected.Values[i], found.Values[i], 1e-5 * expected.Values[i]);
        expected.Dispersion.sum().backward();
        found.Dispersion.sum().backward();
        Tensor gradient = here.grad!.to(ScalarType.Float64), other = there.grad!.to(ScalarType.Float64).cpu();
        Assert.IsLessThan(type == ScalarType.Float32 ? 1e-4 : 1e-2, (other - gradient).norm().item<double>() / gradient.norm().item<double>());

        Tensor target = zeros([90, 16], device: device);
        using DispersionResult kept = SpectralDispersion.Measure(there.detach(), [50, 5, 35], moved, new() { KeepGradient = true });
        kept.AddGradient([1, 1, 1], target);
        Assert.IsLessThan(type == ScalarType.Float32 ? 1e-4 : 1e-2, (target.to(ScalarType.Float64).cpu() - gradient).norm().item<double>() / gradient.norm().item<double>());
    }

    [TestMethod]
    public void A_thousand_calls_take_no_more_memory_than_a_hundred()
    {
        using var dictionary = KoopmanDictionary.FromProjection(TestTrajectories.Normal(8, 16, 1).to(ScalarType.Float32));
        using Tensor states = TestTrajectories.Normal(4 * 500, 16, 2).to(ScalarType.Float32).requires_grad_(true);
        Call(100);
        long before = Environment.WorkingSet;
        Call(1000);
        // Each call makes tensors of 270 KB: a single one that stayed would show.
        Assert.IsLessThan(60L << 20, Environment.WorkingSet - before);

        void Call(int count)
        {
            for (int i = 0; i < count; i++)
            {
                using DisposeScope scope = NewDisposeScope();
                using DispersionResult found = SpectralDispersion.Measure(states, [500, 500, 500, 500], dictionary);
                found.Dispersion.sum().backward();
            }

            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    /// <summary>x_(t+1) = A x_t with eigenvalues growth, 0.9 and 0.6 ± 0.4i in a basis that is not orthogonal.</summary>
    private static Tensor LinearSystem(double growth, int tokens)
    {
        double[,] basis = { { 1, 0.4, -0.3, 0.2 }, { 0.1, 1, 0.5, -0.4 }, { -0.2, 0.3, 1, 0.1 }, { 0.4, -0.1, 0.2, 1 } };
        var values = new double[tokens * 4];
        Complex turning = new(1, 0.3);
        for (int t = 0; t < tokens; t++)
        {
            double[] modes = [Math.Pow(growth, t) * 0.7, Math.Pow(0.9, t), turning.Real, turning.Imaginary];
            turning *= new Complex(0.6, 0.4);
            for (int i = 0; i < 4; i++)
                for (int j = 0; j < 4; j++)
                    values[t * 4 + i] += basis[i, j] * modes[j];
        }

        return tensor(values, [tokens, 4]);
    }
}
