using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics.Tests;

[TestClass]
public sealed class SpectralDispersionGoldenTests
{
    private static readonly DispersionOptions s_published = DispersionOptions.Published with { KeepEigenvalues = true };

    [TestMethod, TestCategory("Golden")]
    public void Values_eigenvalues_and_condition_Published()
    {
        foreach (DispersionCase golden in DispersionCase.All())
        {
            using DisposeScope scope = NewDisposeScope();
            using var dictionary = KoopmanDictionary.FromProjection(golden.Projection);
            using DispersionResult found = SpectralDispersion.Measure([golden.States], dictionary, s_published);
            // One case is conditioned at 3e12: 1e-6 is all that float64 can agree on there.
            double condition = golden.Number("cond_V"), precision = condition < 1e4 || golden.Rank < golden.Observables ? 1e-9 : 1e-4;
            golden.Check("DSD", golden.Published, found.Values[0], precision, 1e-12);
            golden.Check("max |eigenvalue|", golden.Number("max_abs_eig"), found.LargestModulus[0], precision);
            if (condition < 1e12)
                golden.Check("cond(V)", condition, found.Condition[0], 1e-7);
            Assert.AreEqual(golden.Rank, found.Rank[0], golden.Name);
            double[] real = golden.Tensors["eig_re"].data<double>().ToArray(), imaginary = golden.Tensors["eig_im"].data<double>().ToArray();
            foreach (Complex value in found.Eigenvalues![0])
                golden.Check("an eigenvalue", 0, real.Zip(imaginary, (a, b) => (value - new Complex(a, b)).Magnitude).Min(), 0, condition < 1e4 ? 1e-8 : 1e-4);
        }
    }

    [TestMethod, TestCategory("Golden")]
    public void Float32_states_give_the_published_values_within_the_rounding_of_the_states()
    {
        foreach (DispersionCase golden in DispersionCase.All().Where(one => one.Number("cond_V") < 1e4))
        {
            using DisposeScope scope = NewDisposeScope();
            using var dictionary = KoopmanDictionary.FromProjection(golden.Projection);
            using DispersionResult found = SpectralDispersion.Measure([golden.States.to(ScalarType.Float32)], dictionary, s_published);
            // Rounding the states moves the value by about 1e-7 times the condition, whatever is done with them afterwards.
            golden.Check("DSD", golden.Published, found.Values[0], 1e-6 + 5e-8 * golden.Number("cond_V"));
        }
    }

    [TestMethod, TestCategory("Golden")]
    [DataRow(ScalarType.BFloat16)]
    [DataRow(ScalarType.Float32)]
    public void States_of_half_precision_count_as_the_numbers_they_are(ScalarType type)
    {
        DispersionCase golden = DispersionCase.Of("bf16_m20_T150_d48");
        using DisposeScope scope = NewDisposeScope();
        using var dictionary = KoopmanDictionary.FromProjection(golden.Projection);
        using DispersionResult found = SpectralDispersion.Measure([golden.States.to(type)], dictionary, s_published);
        golden.Check("DSD", golden.Published, found.Values[0], 1e-6);
    }

    [TestMethod, TestCategory("Golden")]
    public void Zeros_of_short_trajectories_are_left_out_unless_Published()
    {
        foreach (DispersionCase golden in DispersionCase.All().Where(one => one.Rank < one.Observables))
        {
            using DisposeScope scope = NewDisposeScope();
            using var dictionary = KoopmanDictionary.FromProjection(golden.Projection);
            using DispersionResult own = SpectralDispersion.Measure([golden.States], dictionary);
            golden.Check("DSD without zeros", golden.WithoutZeros, own.Values[0], 1e-9, 1e-12);
            Assert.IsGreaterThan(own.Values[0] + 0.1, golden.Published, golden.Name);
        }
    }

    [TestMethod, TestCategory("Golden")]
    public void A_constant_trajectory_has_dispersion_0_and_the_plain_formula_two_ninths()
    {
        DispersionCase golden = DispersionCase.Of("const_T10_d4_m3");
        foreach (ScalarType type in new[] { ScalarType.Float64, ScalarType.Float32, ScalarType.BFloat16 })
        {
            using DisposeScope scope = NewDisposeScope();
            using var dictionary = KoopmanDictionary.FromProjection(golden.Projection);
            using DispersionResult own = SpectralDispersion.Measure([golden.States.to(type)], dictionary);
            Assert.AreEqual(0, own.Values[0]);
        }

        using var plain = KoopmanDictionary.FromProjection(golden.Projection);
        using DispersionResult published = SpectralDispersion.Measure([golden.States], plain, s_published);
        Assert.AreEqual(2 / 9.0, published.Values[0], 1e-12);
    }

    [TestMethod, TestCategory("Golden")]
    public void The_tolerance_does_not_matter_where_the_golden_sweep_says_so()
    {
        foreach (DispersionCase golden in DispersionCase.All().Where(one => one.Name != "saturated_m10_T100_d32"))
            foreach (string tolerance in new[] { "1e-12", "1e-08", "1e-05", "0.001", "0.01" })
            {
                using DisposeScope scope = NewDisposeScope();
                using var dictionary = KoopmanDictionary.FromProjection(golden.Projection);
                double cut = double.Parse(tolerance, System.Globalization.CultureInfo.InvariantCulture);
                using DispersionResult found = SpectralDispersion.Measure([golden.States], dictionary, s_published with { RelativeTolerance = cut });
                golden.Check($"DSD at {tolerance}", golden.Values.GetProperty("rcond_sweep_population").GetProperty(tolerance).GetDouble(), found.Values[0], 1e-9);
            }
    }

    [TestMethod, TestCategory("Golden")]
    public void Saturated_observables_stay_in_the_band_of_the_sweep()
    {
        DispersionCase golden = DispersionCase.Of("saturated_m10_T100_d32");
        using DisposeScope scope = NewDisposeScope();
        using var dictionary = KoopmanDictionary.FromProjection(golden.Projection);
        double[] found =
        [
            SpectralDispersion.Measure([golden.States], dictionary, s_published).Values[0],
            SpectralDispersion.Measure([golden.States], dictionary, s_published with { RelativeTolerance = 1e-8 }).Values[0],
            SpectralDispersion.Measure([golden.States.to(ScalarType.Float32)], dictionary, new() { CountStructuralZeros = true }).Values[0],
        ];
        golden.Check("float64, published cut", golden.Published, found[0], 1e-4);
        golden.Check("float64, cut at 1e-8", golden.Values.GetProperty("rcond_sweep_population").GetProperty("1e-08").GetDouble(), found[1], 1e-6);
        golden.Check("float32, own cut", 0.0852, found[2], 0.01);
    }

    [TestMethod, TestCategory("Golden")]
    public void Gradients_Published()
    {
        int count = 0;
        foreach (DispersionCase golden in DispersionCase.All().Where(one => one.Tensors.ContainsKey("grad_x_dsd_population") && one.Name != "const_T10_d4_m3"))
            foreach ((ScalarType type, double precision) in new[] { (ScalarType.Float64, 1e-7), (ScalarType.Float32, 1e-4) })
            {
                using DisposeScope scope = NewDisposeScope();
                using var dictionary = KoopmanDictionary.FromProjection(golden.Projection);
                Tensor states = golden.States.to(type).clone().requires_grad_(true);
                using DispersionResult found = SpectralDispersion.Measure([states], dictionary, s_published);
                found.Dispersion.sum().backward();
                Tensor expected = golden.Tensors["grad_x_dsd_population"];
                double error = (states.grad!.to(ScalarType.Float64) - expected).norm().item<double>() / expected.norm().item<double>();
                if (!(error < precision))
                    Assert.Fail($"{golden.Name}, {type}: the gradient is off by {error:G3}.");
                count++;
            }

        Assert.AreEqual(14, count);
    }

    [TestMethod, TestCategory("Golden")]
    public void A_group_of_different_lengths_is_measured_at_once()
    {
        Microsoft.ML.Reasoning.LanguageModels.SafetensorsFile file =
            Microsoft.ML.Reasoning.LanguageModels.SafetensorsFile.Open(Testing.Shared.PathOf("golden", "dsd", "dsd.safetensors"));
        using (file)
        using (DisposeScope scope = NewDisposeScope())
        {
            Tensor mask = file.Tensor("group/mask").to(ScalarType.Bool), all = file.Tensor("group/x");
            Tensor[] trajectories = [.. Enumerable.Range(0, 3).Select(i => all[i].masked_select(mask[i].unsqueeze(1)).reshape(-1, 8).requires_grad_(true))];
            using var dictionary = KoopmanDictionary.FromProjection(file.Tensor("group/W"));
            using DispersionResult found = SpectralDispersion.Measure(trajectories, dictionary, s_published);
            double[] expected = [0.06459636802808391, 0.012917936423062397, 0.02763712692488703];
            for (int i = 0; i < 3; i++)
                Assert.AreEqual(expected[i], found.Values[i], 1e-9);

            double[] advantages = [1, -1, 0.5];
            RelaxObjective.ExplorationLoss(found.Dispersion, advantages, [0, 0, 0], new()).backward();
            Tensor gradient = cat([.. trajectories.Select(one => one.grad!)], 0);
            Tensor golden = cat([.. Enumerable.Range(0, 3).Select(i => file.Tensor("group/grad_x_eq10")[i].masked_select(mask[i].unsqueeze(1)).reshape(-1, 8))], 0);
            Assert.IsLessThan(1e-8, (gradient - golden).norm().item<double>() / golden.norm().item<double>());
        }
    }
}
