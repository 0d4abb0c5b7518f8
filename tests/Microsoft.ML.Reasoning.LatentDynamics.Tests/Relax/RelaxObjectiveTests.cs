using System.Text.Json;
using Microsoft.ML.Reasoning.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Microsoft.ML.Reasoning.LatentDynamics.Tests;

[TestClass]
public sealed class RelaxObjectiveTests
{
    [TestMethod, TestCategory("Golden")]
    public void The_loss_and_its_gradient_are_those_of_equations_9_and_10()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Shared.PathOf("golden", "dsd", "dsd.json")));
        JsonElement golden = document.RootElement.GetProperty("L_xp");
        double[] dispersions = Numbers(golden.GetProperty("inputs").GetProperty("dsd"));
        double[] advantages = Numbers(golden.GetProperty("inputs").GetProperty("advantage"));
        foreach ((string equation, bool shaping) in new[] { ("eq9", false), ("eq10", true) })
        {
            (double loss, double[] gradient) = Compute(dispersions, advantages, new int[dispersions.Length], new() { AdvantageShaping = shaping });
            Assert.AreEqual(golden.GetProperty(equation).GetProperty("value").GetDouble(), loss, 1e-10);
            double[] expected = Numbers(golden.GetProperty(equation).GetProperty("grad_wrt_dsd"));
            for (int i = 0; i < expected.Length; i++)
                Assert.AreEqual(expected[i], gradient[i], 1e-10, $"{equation}, response {i}");
        }

        double[] group = Numbers(document.RootElement.GetProperty("group").GetProperty("dsd_population"));
        Assert.AreEqual(golden.GetProperty("eq9_on_group").GetDouble(), Compute(group, [1, -1, 0.5], [0, 0, 0], new() { AdvantageShaping = false }).Loss, 1e-10);
        Assert.AreEqual(golden.GetProperty("eq10_on_group_adv[1, -1, 0.5]").GetDouble(), Compute(group, [1, -1, 0.5], [0, 0, 0], new()).Loss, 1e-10);
    }

    [TestMethod]
    public void Groups_add_up_in_any_order()
    {
        double[] dispersions = [0.1, 3, 0.7, 0.2, 1], advantages = [1, -1, 0.5, 0.8, -2];
        double whole = Compute(dispersions, advantages, [4, 9, 4, 9, 4], new()).Loss;
        double first = Compute([0.1, 0.7, 1], [1, 0.5, -2], [4, 4, 4], new()).Loss, second = Compute([3, 0.2], [-1, 0.8], [9, 9], new()).Loss;
        Assert.AreEqual(first + second, whole, 1e-12);
    }

    [TestMethod]
    public void A_huge_dispersion_underflows_nothing()
    {
        (double loss, double[] gradient) = Compute([5000, 6000], [1, 1], [0, 0], new());
        Assert.AreEqual(-5000 - Math.Log(2), loss, 1e-9);
        Assert.AreEqual(-1, gradient[0], 1e-12);
    }

    [TestMethod]
    public void Above_the_threshold_the_policy_is_held_and_exploration_may_be_suspended()
    {
        CollectionAssert.AreEqual(new[] { 0f, 1f }, RelaxObjective.DivergenceWeights([1, 3], 2, new()));
        CollectionAssert.AreEqual(new[] { 1f, 1f }, RelaxObjective.DivergenceWeights([1, 3], 2, new() { UniformDivergence = true }));
        double[] free = Compute([1, 3], [1, 1], [0, 0], new(), threshold: 2).Gradient;
        double[] held = Compute([1, 3], [1, 1], [0, 0], new() { SuspendAboveThreshold = true }, threshold: 2).Gradient;
        Assert.AreEqual(free[0], held[0], 1e-12);
        Assert.AreNotEqual(0, free[1]);
        Assert.AreEqual(0, held[1]);
    }

    [TestMethod]
    public void The_threshold_is_a_multiple_of_the_first_rollouts_or_as_published_25()
    {
        Assert.AreEqual(3, new RelaxOptions().ThresholdOf(0.15), 1e-12);
        Assert.AreEqual(25, RelaxOptions.Published.ThresholdOf(0.15));
        Assert.HasCount(2, new RelaxOptions { Alpha = -1, Threshold = -1 }.Errors());
    }

    private static (double Loss, double[] Gradient) Compute(
        double[] dispersions, double[] advantages, int[] groups, RelaxOptions options, double threshold = double.PositiveInfinity)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor leaf = tensor(dispersions, requires_grad: true);
        Tensor loss = RelaxObjective.ExplorationLoss(leaf, advantages, groups, options, threshold);
        loss.backward();
        return (loss.item<double>(), leaf.grad!.data<double>().ToArray());
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetDouble())];
}
