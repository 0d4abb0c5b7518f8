using Microsoft.ML.Reasoning.LanguageModels;
using Microsoft.ML.Reasoning.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics.Tests;

[TestClass]
public sealed class KoopmanResidualGoldenTests
{
    [TestMethod, TestCategory("Golden")]
    public void Residual_is_that_of_equation_8()
    {
        int count = 0;
        foreach (DispersionCase golden in DispersionCase.All().Where(one => one.Tokens - 1 > one.Observables && one.Number("cond_V") < 1e4))
        {
            using DisposeScope scope = NewDisposeScope();
            double residual = new DictionaryBatch([golden.States], golden.Projection).Compute(pooled: false, gradient: false);
            golden.Check("J", golden.Number("J_eq8_sum_over_modes_(row_convention,unit_eigvecs)"), residual, 1e-7);
            count++;
        }

        Assert.AreEqual(8, count);
    }

    [TestMethod, TestCategory("Golden")]
    [DataRow("rand_T8_d5_m3")]
    [DataRow("ar_T30_d8_m5")]
    [DataRow("rand_T40_d16_m6")]
    public void Gradient_with_respect_to_the_weights(string name)
    {
        DispersionCase golden = DispersionCase.Of(name);
        using DisposeScope scope = NewDisposeScope();
        var batch = new DictionaryBatch([golden.States], golden.Projection);
        batch.Compute(pooled: false, gradient: true);
        Tensor found = batch.WeightGradient([golden.States], golden.Projection), expected = golden.Tensors["grad_W_J"];
        Assert.IsLessThan(1e-8, (found - expected).norm().item<double>() / expected.norm().item<double>());
    }

    [TestMethod, TestCategory("Golden")]
    public void One_operator_each_is_the_mean_and_a_pooled_one_is_shared()
    {
        using SafetensorsFile file = SafetensorsFile.Open(Shared.PathOf("golden", "dsd", "dsd.safetensors"));
        using DisposeScope scope = NewDisposeScope();
        Tensor mask = file.Tensor("group/mask").to(ScalarType.Bool), all = file.Tensor("group/x"), weights = file.Tensor("group/W");
        Tensor[] trajectories = [.. Enumerable.Range(0, 3).Select(i => all[i].masked_select(mask[i].unsqueeze(1)).reshape(-1, 8))];
        var batch = new DictionaryBatch(trajectories, weights);
        Assert.AreEqual(0.30212754206610454, batch.Compute(pooled: false, gradient: false), 1e-10);
        Assert.AreEqual(0.3635231173803705, batch.Compute(pooled: true, gradient: false), 1e-10);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void Gradient_agrees_with_finite_differences(bool pooled)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] trajectories = [TestTrajectories.Autoregressive(30, 6, 1), TestTrajectories.Autoregressive(22, 6, 2)];
        Tensor weights = TestTrajectories.Normal(4, 6, 3);
        var batch = new DictionaryBatch(trajectories, weights);
        batch.Compute(pooled, gradient: true);
        double[] found = batch.WeightGradient(trajectories, weights).data<double>().ToArray();
        for (int i = 0; i < found.Length; i++)
        {
            double difference = (At(i, 1e-6) - At(i, -1e-6)) / 2e-6;
            Assert.AreEqual(difference, found[i], 1e-6 * Math.Max(1, Math.Abs(difference)), $"weight {i}");
        }

        double At(int i, double step)
        {
            Tensor moved = weights.clone();
            moved.view(-1)[i] += step;
            return new DictionaryBatch(trajectories, moved).Compute(pooled, gradient: false);
        }
    }
}
