using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics.Tests;

[TestClass]
public sealed class SpectralDispersionGradientTests
{
    [TestMethod]
    [DataRow(30, 5, 8, true)]
    [DataRow(12, 5, 8, true)]
    [DataRow(5, 9, 6, true)]
    [DataRow(3, 4, 6, true)]
    [DataRow(20, 6, 6, false)]
    [DataRow(5, 6, 6, false)]
    public void Agrees_with_finite_differences(int tokens, int observables, int width, bool sigmoid)
    {
        using DisposeScope scope = NewDisposeScope();
        using KoopmanDictionary dictionary = sigmoid
            ? KoopmanDictionary.FromProjection(TestTrajectories.Normal(observables, width, 1))
            : KoopmanDictionary.Identity(width);
        Tensor states = TestTrajectories.Autoregressive(tokens, width, 2);
        foreach (DispersionOptions options in new[] { new(), DispersionOptions.Published })
        {
            double[] found = Gradient(states, dictionary, options).data<double>().ToArray();
            double largest = found.Max(Math.Abs);
            for (int i = 0; i < found.Length; i++)
                Assert.AreEqual((At(i, 1e-6) - At(i, -1e-6)) / 2e-6, found[i], 1e-5 * largest, $"state {i}");

            double At(int i, double step)
            {
                Tensor moved = states.clone();
                moved.view(-1)[i] += step;
                using DispersionResult result = SpectralDispersion.Measure([moved], dictionary, options);
                return result.Values[0];
            }
        }
    }

    [TestMethod]
    public void Ill_conditioned_observables_have_the_same_gradient_both_ways()
    {
        // Conditioned near 1e4: by normal equations or by singular values, as a change of the last state decides.
        using DisposeScope scope = NewDisposeScope();
        using KoopmanDictionary dictionary = KoopmanDictionary.Identity(3);
        Tensor states = TestTrajectories.Autoregressive(40, 3, 4);
        var gradients = new List<Tensor>();
        foreach (double nearness in new[] { 5e-4, 1e-5 })
        {
            Tensor close = states.clone();
            close.select(1, 2).copy_(close.select(1, 0) + close.select(1, 2) * nearness);
            gradients.Add(Gradient(close, dictionary, new()).select(1, 1));
            using DispersionResult found = SpectralDispersion.Measure([close], dictionary);
            Assert.AreEqual(nearness < 1e-4, found.Condition[0] > 1e4, $"cond(V) is {found.Condition[0]}");
        }

        // The spectrum does not depend on the basis of the observables, nor does the part of the gradient along the second.
        Assert.IsLessThan(1e-4, (gradients[0] - gradients[1]).norm().item<double>() / gradients[0].norm().item<double>());
    }

    [TestMethod]
    public void Is_finite_and_bounded_on_hazards()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor random = TestTrajectories.Autoregressive(24, 4, 5), repeated = random.narrow(0, 0, 3).repeat(8, 1);
        Tensor decaying = pow(tensor(0.5), arange(24, dtype: ScalarType.Float64)).unsqueeze(1) * ones(1, 4, dtype: ScalarType.Float64);
        Tensor sameRates = random.clone();
        for (int t = 1; t < 24; t++)
            sameRates[t] = sameRates[t - 1] * 0.9;
        Tensor zeroAtEnd = random.clone();
        zeroAtEnd.narrow(0, 1, 23).zero_();
        (string Name, Tensor States)[] hazards =
        [
            ("constant", ones(24, 4, dtype: ScalarType.Float64)), ("zero", zeros(24, 4, dtype: ScalarType.Float64)), ("repeated rows", repeated),
            ("one rate", sameRates), ("decaying", decaying), ("short", random.narrow(0, 0, 4)), ("zero eigenvalues", zeroAtEnd),
            ("almost constant", ones(24, 4, dtype: ScalarType.Float64) + random * 1e-9), ("huge", random * 1e150), ("tiny", random * 1e-150),
        ];
        foreach ((string name, Tensor states) in hazards)
            foreach (bool sigmoid in new[] { true, false })
                foreach (DispersionOptions options in new[] { new(), DispersionOptions.Published, new() { RelativeTolerance = 0 } })
                    foreach (ScalarType type in sigmoid ? [ScalarType.Float64, ScalarType.Float32, ScalarType.BFloat16] : new[] { ScalarType.Float64 })
                    {
                        Tensor typed = states.to(type);
                        if (!typed.isfinite().all().item<bool>())
                            continue;
                        using KoopmanDictionary dictionary = sigmoid
                            ? KoopmanDictionary.FromProjection(TestTrajectories.Normal(6, 4, 6))
                            : KoopmanDictionary.Identity(4);
                        Tensor leaf = typed.clone().requires_grad_(true);
                        using DispersionResult found = SpectralDispersion.Measure([leaf], dictionary, options);
                        found.Dispersion.sum().backward();
                        double norm = leaf.grad!.to(ScalarType.Float64).abs().max().item<double>();
                        Assert.IsTrue(double.IsFinite(found.Values[0]) && found.Values[0] >= 0, $"{name}, {type}: {found.Values[0]}");
                        Assert.IsTrue(double.IsFinite(norm), $"{name}, {type}: the gradient's norm is {norm}");
                        Assert.IsFalse(double.IsNaN(found.Condition[0]) || double.IsNaN(found.LargestModulus[0]), name);
                    }
    }

    [TestMethod]
    public void Observables_that_are_the_same_have_the_same_gradient_and_nearly_the_same_ones_a_finite_one()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor same = Diagonal(0.8), near = Diagonal(0.8 + 1e-5);
        using KoopmanDictionary dictionary = KoopmanDictionary.Identity(3);
        Tensor first = Gradient(same, dictionary, new() { RelativeTolerance = 1e-9 }), second = Gradient(near, dictionary, new() { RelativeTolerance = 1e-9 });
        // Exchanging the two changes nothing.
        double norm = first.select(1, 0).norm().item<double>();
        Assert.IsGreaterThan(1e-3, norm);
        Assert.IsLessThan(1e-9 * norm, (first.select(1, 0) - first.select(1, 1)).norm().item<double>());
        Assert.IsTrue(second.isfinite().all().item<bool>());

        static Tensor Diagonal(double rate)
        {
            var values = new double[9 * 3];
            for (int t = 0; t < 9; t++)
                (values[t * 3], values[t * 3 + 1], values[t * 3 + 2]) = (Math.Pow(0.8, t), Math.Pow(rate, t), Math.Pow(0.3, t));
            return tensor(values, [9, 3]);
        }
    }

    [TestMethod]
    [DataRow(ScalarType.Float32)]
    [DataRow(ScalarType.Float64)]
    public void The_kept_gradient_is_that_of_autograd(ScalarType type)
    {
        using DisposeScope scope = NewDisposeScope();
        using var dictionary = KoopmanDictionary.FromProjection(TestTrajectories.Normal(7, 6, 1));
        int[] lengths = [30, 5, 22];
        double[] weights = [0.5, -2, 3];
        Tensor states = TestTrajectories.Autoregressive(57, 6, 2).to(type).requires_grad_(true);
        using DispersionResult differentiable = SpectralDispersion.Measure(states, lengths, dictionary);
        (differentiable.Dispersion * tensor(weights)).sum().backward();
        Tensor target = ones_like(states.detach());
        using DispersionResult kept = SpectralDispersion.Measure(states.detach(), lengths, dictionary, new() { KeepGradient = true });
        Assert.IsFalse(kept.Dispersion.requires_grad);
        kept.AddGradient(weights, target);
        Assert.IsLessThan(1e-5, (target - 1 - states.grad!).abs().max().to(ScalarType.Float64).item<double>());
        kept.AddGradient(weights, target, overwrite: true);
        Assert.IsLessThan(1e-6, (target - states.grad!).abs().max().to(ScalarType.Float64).item<double>());
        Assert.ThrowsExactly<InvalidOperationException>(() => differentiable.AddGradient(weights, target));
    }

    [TestMethod]
    public void Trajectories_without_gradient_have_the_same_values_and_leave_the_others_alone()
    {
        using DisposeScope scope = NewDisposeScope();
        using var dictionary = KoopmanDictionary.FromProjection(TestTrajectories.Normal(7, 6, 1));
        int[] lengths = [30, 5, 0, 22, 22, 41];
        bool[] chosen = [true, false, true, false, true, true];
        Tensor states = TestTrajectories.Autoregressive(lengths.Sum(), 6, 2);
        Tensor all = states.clone().requires_grad_(true), some = states.clone().requires_grad_(true);
        using DispersionResult first = SpectralDispersion.Measure(all, lengths, dictionary);
        using DispersionResult second = SpectralDispersion.Measure(some, lengths, dictionary, differentiated: chosen);
        CollectionAssert.AreEqual(first.Values, second.Values);
        first.Dispersion.sum().backward();
        second.Dispersion.sum().backward();
        for (int i = 0, token = 0; i < lengths.Length; token += lengths[i++])
        {
            double[] expected = all.grad!.narrow(0, token, lengths[i]).contiguous().data<double>().ToArray();
            double[] found = some.grad!.narrow(0, token, lengths[i]).contiguous().data<double>().ToArray();
            CollectionAssert.AreEqual(chosen[i] ? expected : new double[expected.Length], found, $"trajectory {i}");
        }

        Assert.ThrowsExactly<ArgumentException>(() => SpectralDispersion.Measure(states, lengths, dictionary, differentiated: [true]));
    }

    private static Tensor Gradient(Tensor states, KoopmanDictionary dictionary, DispersionOptions options)
    {
        Tensor leaf = states.clone().requires_grad_(true);
        using DispersionResult found = SpectralDispersion.Measure([leaf], dictionary, options);
        found.Dispersion.sum().backward();
        return leaf.grad!;
    }
}
